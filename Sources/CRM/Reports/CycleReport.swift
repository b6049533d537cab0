import Catalogue
import Store
import Values

extension Report {
  /// How long deals take (成交周期).
  static let cycle = Report(
    "cycle", "Sales cycle", "成交周期", summary: "Days from an opportunity's first event to its deal",
    definition: """
      Opportunities that were won, by the day of closed_at; a period limits them by it. Each takes the
      days from its first event, which is its earliest stage or, when an import brought none, its
      creation, to the day on which it was won.

      count         deals
      median_days   the median of their days
      p90_days      nine of ten deals took no longer
      longest_days  the longest

      \(ReportSpans.percentiles)
      """,
    dimensions: ReportDimension.opportunities + ReportDimension.calendar("r.closed_at"),
    measures: [
      .count("count", "Deals", "成交数"), .number("median_days", "Median days", "天数中位数"),
      .number("p90_days", "P90 days", "九成天数"), .number("longest_days", "Longest", "最长天数"),
    ], chart: "median_days",
    examples: [
      ("crm report cycle --by owner", "Who closes fastest"),
      ("crm report cycle --by quarter", "Whether it became faster"),
    ],
    source: ReportSource(
      from: { $0.opportunities("'won'") }, moment: "r.closed_at",
      spans: .days(
        from: """
          ifnull((SELECT min(e.at) FROM stage_event e WHERE e.opportunity = r.id), r.created_at)
          """, to: "r.closed_at")))
}
