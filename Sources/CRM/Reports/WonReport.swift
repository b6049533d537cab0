import Catalogue
import Store

extension Report {
  /// Deals and the customers that they were made with (成交客户统计).
  static let won = Report(
    "won", "Deals", "成交客户统计", summary: "Deals and their customers, first and repeated",
    definition: """
      Deals by the month of closed_at in the zone of the store; a period limits them by it. A deal is
      an opportunity that was won.

      deals             opportunities that were won
      amount            the sum of their amounts
      customers         different customers among them
      first_deals       deals that were their customer's first ever, by closed_at, then by id
      repeat_deals      all others
      repeat_customers  different customers with a repeat deal

      Which deal is the first follows from all deals of the customer, whatever the period, the filters
      and who may see them. Deleted opportunities do not count. --ids takes a group, and first_deals
      or repeat_deals behind it.
      """,
    dimensions: ReportDimension.calendar("r.closed_at") + ReportDimension.opportunities + [
      .words(
        "type", "Customer type", "客户性质",
        of: "(SELECT c.type FROM customer c WHERE c.id = r.customer)",
        [
          ("enterprise", Label("Enterprise", "企业")), ("individual", Label("Individual", "个人")),
        ])
    ], by: ["month"],
    measures: [
      .count("deals", "Deals", "成交数"), .sum("amount", "Amount", "成交金额", of: "r.amount"),
      .distinct("customers", "Customers", "成交客户数", of: "r.customer"),
      .count("first_deals", "First deals", "首次成交", where: "deal.nth = 1"),
      .count("repeat_deals", "Repeat deals", "重复成交", where: "deal.nth > 1"),
      .distinct(
        "repeat_customers", "Repeat customers", "复购客户数", of: "r.customer", where: "deal.nth > 1"),
    ], chart: "amount",
    examples: [
      ("crm report won --period 2026", "Month by month"),
      ("crm report won --by source", "Where the customers came from"),
    ],
    source: ReportSource(
      from: { run in
        """
        (SELECT o.id, row_number() OVER (PARTITION BY o.customer ORDER BY o.closed_at, o.id) AS nth
          FROM stage s CROSS JOIN opportunity o ON o.stage = s.id
          WHERE s.kind = 'won' AND o.deleted_at IS NULL) deal
        CROSS JOIN opportunity r ON r.id = deal.id
          AND (\(run.parameters.pipeline) IS NULL OR r.pipeline = \(run.parameters.pipeline))
        """
      }, moment: "r.closed_at"))
}
