import Catalogue
import Store

extension Report {
  /// What sells (产品分析).
  static let products = Report(
    "products", "Products", "产品分析", summary: "Quantity and amount sold by product",
    definition: """
      Lines of deals by the day of the deal; a period limits them by it. A contract brings
      its own lines, and so does an opportunity.

      \(Deal.definition)

      deals        different deals with the product
      quantity     the sum of the quantities of their lines
      amount       the sum of the subtotals of their lines: quantity x price x (1 - discount), each
                   rounded half up to the minor unit; a line without a price counts 0
      deal_amount  the sum of the amounts of these deals, each counted once for each product: what was
                   paid in the end, with whatever else was bought

      A deal without lines does not count. --where is about customers, and --ids lists those who bought;
      it takes a product.
      """,
    noun: .customer,
    dimensions: [
      .named("product", "Product", "产品", of: "deal.product", table: "product", code: "code"),
      .named(
        "category", "Category", "产品类型",
        of: "(SELECT p.category FROM product p WHERE p.id = deal.product)", table: "category"),
    ] + ReportDimension.ofDeals + [.customerType], by: ["product"],
    measures: [
      .distinct("deals", "Deals", "成交数", of: "deal.id * 2 + deal.is_contract"),
      .sum("quantity", "Quantity", "数量", .quantity, of: "deal.quantity"),
      .sum("amount", "Amount", "金额", of: "deal.subtotal"),
      .sum("deal_amount", "Deal amount", "成交金额", of: "deal.amount", where: "deal.is_first"),
    ], chart: "deal_amount",
    examples: [
      ("crm report products --period 2026", "What sold in a year"),
      ("crm report products --by category", "By type of product"),
      ("crm report products --by product,month", "Month by month"),
    ],
    content: .figures(
      ReportSource(
        from: { run in
          var deals = run.deals
          deals.hasLines = true
          return "(\(deals.sql)) deal CROSS JOIN customer r ON r.id = deal.customer"
        }, owner: "deal.owner",
        // All lines of a deal are in one part.
        division: ReportDivision(branches: [ReportBranch(.opportunity), ReportBranch(.contract)]))))
}
