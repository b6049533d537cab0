import Catalogue
import Store
import Values

extension Report {
  /// How long deals take (成交周期).
  static let cycle = Report(
    "cycle", "Sales cycle", "成交周期", summary: "Days from an opportunity's first event to its deal",
    definition: """
      Opportunities that became a deal, by the day of the deal; a period limits them by it. Each takes
      the days from its first event, which is its earliest stage or, when an import brought none, its
      creation, to its deal: the first day on which an approved contract that names it was signed, or
      the day of closed_at when it was won and no contract names it. A deal that is dated before the
      first event took 0 days. Contracts without an opportunity have no first event and are left out.

      count         deals
      median_days   the median of their days
      p90_days      nine of ten deals took no longer
      longest_days  the longest

      \(ReportSpans.percentiles)
      """,
    dimensions: ReportDimension.opportunities + ReportDimension.calendar("deal.at"),
    measures: [
      .count("count", "Deals", "成交数"), .number("median_days", "Median days", "天数中位数"),
      .number("p90_days", "P90 days", "九成天数"), .number("longest_days", "Longest", "最长天数"),
    ], chart: "median_days",
    examples: [
      ("crm report cycle --by owner", "Who closes fastest"),
      ("crm report cycle --by quarter", "Whether it became faster"),
    ],
    content: .figures(
      ReportSource(
        from: { run in
          """
          (SELECT opportunity, min(at) AS at FROM (\(deals(run).sql))
            WHERE opportunity IS NOT NULL GROUP BY opportunity) deal
          CROSS JOIN opportunity r ON r.id = deal.opportunity
            AND (\(run.parameters.pipeline) IS NULL OR r.pipeline = \(run.parameters.pipeline))
          """
        }, moment: "deal.at",
        spans: .days(
          from: """
            ifnull((SELECT min(e.at) FROM stage_event e WHERE e.opportunity = r.id), r.created_at)
            """, to: "deal.at"), division: ReportDivision(noun: .opportunity, id: "r.id"))))

  private static func deals(_ run: ReportRun) -> DealRows {
    var deals = DealRows(run.clock)
    deals.contracts = run.part.contains(.opportunity, "k.opportunity")
    deals.opportunities = run.part.contains(.opportunity, "o.id")
    return deals
  }
}
