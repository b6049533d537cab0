import Catalogue
import Store

extension Report {
  /// What sells (产品分析).
  static let products = Report(
    "products", "Products", "产品分析", summary: "Quantity and amount sold by product",
    definition: """
      Lines of opportunities that were won, by the day of closed_at; a period limits them by it.

      deals        different opportunities with the product
      quantity     the sum of the quantities of their lines
      amount       the sum of the subtotals of their lines: quantity x price x (1 - discount), each
                   rounded half up to the minor unit; a line without a price counts 0
      deal_amount  the sum of the amounts of these opportunities, each counted once for each product:
                   what was paid in the end, with whatever else was bought

      Deleted opportunities do not count. --ids takes a product.
      """,
    dimensions: [
      .named("product", "Product", "产品", of: "l.product", table: "product"),
      .named(
        "category", "Category", "产品类型",
        of: "(SELECT p.category FROM product p WHERE p.id = l.product)", table: "category"),
    ] + ReportDimension.opportunities.filter { $0.name != "product" }
      + ReportDimension.calendar("r.closed_at"), by: ["product"],
    measures: [
      .distinct("deals", "Deals", "成交数", of: "r.id"),
      .sum("quantity", "Quantity", "数量", .quantity, of: "l.quantity"),
      .sum("amount", "Amount", "金额", of: "l.subtotal"),
      .sum("deal_amount", "Deal amount", "成交金额", of: "r.amount", where: "l.is_first"),
    ], chart: "deal_amount",
    examples: [
      ("crm report products --period 2026", "What sold in a year"),
      ("crm report products --by category", "By type of product"),
      ("crm report products --by product,month", "Month by month"),
    ],
    source: ReportSource(
      from: { run in
        """
        \(run.opportunities("'won'"))
        CROSS JOIN (SELECT opportunity, product, quantity, subtotal,
            NOT EXISTS (SELECT 1 FROM opportunity_line p WHERE p.opportunity = o.opportunity
              AND p.product = o.product AND p.id < o.id) AS is_first
          FROM opportunity_line o) l ON l.opportunity = r.id
        """
      }, moment: "r.closed_at"))
}
