import Catalogue
import Store

extension Report {
  /// What was won and what was lost (赢单与输单).
  static let winLoss = Report(
    "win-loss", "Win and loss", "赢输单分析", summary: "Win rate, and why and to whom deals were lost",
    definition: """
      Opportunities that were won or lost, by the day of closed_at in the zone of the store; a period
      limits them by it. Invalid ones are left out, as if they had never been there.

      closed       won and lost opportunities
      won, lost    how many of each
      win_rate     won / (won + lost), in percent with two decimals, half up
      won_amount   the sum of the amounts of those that were won
      lost_amount  the same of those that were lost

      By reason and by competitor, what was won stands in the group of what names none, or of the
      competitor that it names. By product, an opportunity counts once in the group of each of its
      products. --ids takes a group, and won or lost behind it.
      """,
    dimensions: ReportDimension.opportunities + [
      .entries(
        "reason", "Lost reason", "输单原因", of: "r.lost_reason", list: "opportunity.lost_reason"),
      .texts("competitor", "Competitor", "竞争对手", of: "r.competitor"),
    ] + ReportDimension.calendar("r.closed_at"),
    measures: [
      .count("closed", "Closed", "已结束"),
      .count("won", "Won", "赢单", where: "stage.kind = 'won'"),
      .count("lost", "Lost", "输单", where: "stage.kind = 'lost'"),
      .share("win_rate", "Win rate", "赢单率", of: "f.won", in: "f.won + f.lost"),
      .sum("won_amount", "Won amount", "赢单金额", of: "r.amount", where: "stage.kind = 'won'"),
      .sum("lost_amount", "Lost amount", "输单金额", of: "r.amount", where: "stage.kind = 'lost'"),
    ], chart: "win_rate",
    examples: [
      ("crm report win-loss --period 2026", "The win rate of a year"),
      ("crm report win-loss --by owner,quarter", "Every user, quarter by quarter"),
      ("crm report win-loss --by reason --chart", "Why deals were lost"),
    ],
    content: .figures(
      ReportSource(from: { $0.opportunities("'won', 'lost'") }, moment: "r.closed_at")))
}
