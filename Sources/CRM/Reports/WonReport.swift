import Catalogue
import Store

extension Report {
  /// Deals and the customers that they were made with (成交客户统计).
  static let won = Report(
    "won", "Deals", "成交客户统计", summary: "Deals and their customers, first and repeated",
    definition: """
      Deals by their month in the zone of the store; a period limits them by it.

      \(Deal.definition)

      deals             deals, contracts and opportunities alike
      amount            the sum of their amounts
      customers         different customers among them
      first_deals       deals that were their customer's first ever
      repeat_deals      all others
      repeat_customers  different customers with a repeat deal

      Which deal is the first follows from all deals of the customer, whatever the period, the filters
      and who may see them: by instant, where a contract counts at 12:00 UTC of its day (00:00 in zones
      where that is another day); then contracts first, then by id. By basis tells contracts from
      opportunities. A contract has the source and pipeline of its opportunity, and without one its
      customer's source and no pipeline. By product, a deal counts once in the group of each product of
      its lines. --owner and --team look at the present owner of the deal. --where is about customers,
      and --ids lists them; it takes a group, and deals, first_deals or repeat_deals behind it.
      """,
    noun: .customer,
    dimensions: ReportDimension.ofDeals + [.productOfDeal, .customerType], by: ["month"],
    measures: [
      .count("deals", "Deals", "成交数"), .sum("amount", "Amount", "成交金额", of: "deal.amount"),
      .distinct("customers", "Customers", "成交客户数", of: "r.id"),
      .count("first_deals", "First deals", "首次成交", where: "deal.nth = 1"),
      .count("repeat_deals", "Repeat deals", "重复成交", where: "deal.nth > 1"),
      .distinct(
        "repeat_customers", "Repeat customers", "复购客户数", of: "r.id", where: "deal.nth > 1"),
    ], chart: "amount",
    examples: [
      ("crm report won --period 2026", "Month by month"),
      ("crm report won --by source", "Where the customers came from"),
      ("crm report won --by month,basis", "Contracts, and what was won without one"),
    ],
    content: .figures(
      ReportSource(
        from: { run in
          """
          (SELECT *, row_number() OVER (
              PARTITION BY customer ORDER BY at, is_contract DESC, id) AS nth
            FROM (\(deals(run).sql))) deal
          CROSS JOIN customer r ON r.id = deal.customer
            AND \(run.isOfPipeline(opportunity: "deal.opportunity"))
          """
        },
        calendarFrom: { run in
          "(\(deals(run).candidates)) deal"
        }, moment: "deal.at", owner: "deal.owner",
        division: ReportDivision(noun: .customer, id: "r.id"))))

  /// All deals of the customers.
  private static func deals(_ run: ReportRun) -> DealRows {
    var deals = DealRows(run.clock)
    deals.contracts = run.part.contains(.customer, "k.customer")
    deals.opportunities = run.part.contains(.customer, "+o.customer")
    return deals
  }
}
