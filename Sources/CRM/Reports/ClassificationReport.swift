import Catalogue
import Store

extension Report {
  /// How customers are classified (客户分类).
  static let classification = Report(
    "classification", "Classification", "客户分类分布", summary: "Customers by level and other classes",
    definition: """
      Customers by a field that people or rules decide.

      customers  how many there are
      owned      how many of them have an owner
      pooled     how many lie in a pool
      won        how many have a deal
      share      of all customers in the report, in percent with two decimals, half up

      \(Deal.definition)

      Deleted customers do not count. A period limits them by created_at. --as-of shows the customers
      that there were at the end of that day, with the classes, owners and pools of then, and the deals
      up to then that still stand. --ids takes a group, and owned, pooled or won behind it.
      """,
    noun: .customer,
    dimensions: ReportDimension.ofCustomers + [
      .texts("credit_grade", "Credit grade", "信用等级", of: "CAST(r.credit_grade AS TEXT)")
    ] + ReportDimension.calendar("r.created_at"), by: ["level"],
    measures: [
      .count("customers", "Customers", "客户数"),
      .count("owned", "Owned", "有归属", where: "r.owner IS NOT NULL"),
      .count("pooled", "In pools", "在公海", where: "r.pool IS NOT NULL"),
      .count("won", "Won", "已成交", where: "d.customer IS NOT NULL"),
      .share("share", "Share", "占比", of: "f.customers", in: "sum(f.customers) OVER ()"),
    ], chart: "customers", options: [.conditions, .owner, .period, .day],
    examples: [
      ("crm report classification", "By level"),
      ("crm report classification --by industry,region", "Where which industries are"),
    ],
    content: .figures(
      ReportSource(
        from: { run in
          """
          \(try run.table(.customer)) r LEFT JOIN (
            SELECT DISTINCT customer FROM (\(DealRows(run.clock).sql)) WHERE \(run.isPast("at"))
          ) d ON d.customer = r.id
          """
        }, moment: "r.created_at")))
}
