import Catalogue
import Store
import Values

extension Report {
  /// How long opportunities stand in every stage (阶段停留).
  static let stageTime = Report(
    "stage-time", "Time in stages", "阶段停留时间",
    summary: "Days that opportunities stand in every stage",
    definition: """
      Every open stage, and the days that opportunities stood in it: from the day on which they came to
      the day on which they went on; one that came back is counted once, with the sum of its stays.

      left          opportunities that stood there and do not any more
      median_days   the median of their days
      p90_days      nine of ten stood no longer
      now           opportunities that stand there now
      now_median    the median of their days until today (--as-of), earlier stays included
      oldest_days   the longest of these
      rotten        how many of those that stand there now have done so for more days of 24 hours than
                    the stage allows (stage edit --max-days), as in 'crm opportunity list --rotten'

      A period limits both by the day on which the opportunity last came to the stage. With --as-of,
      what came later has not happened yet. Deleted opportunities do not count. --ids takes a stage, and
      lists the opportunities of both.

      \(ReportSpans.percentiles)
      """,
    rows: [.passedStage],
    measures: [
      .number("left", "Left", "已离开", isZeroWhenMissing: true),
      .number("median_days", "Median days", "天数中位数"), .number("p90_days", "P90 days", "九成天数"),
      .number("now", "Now", "当前", isZeroWhenMissing: true),
      .number("now_median", "Median now", "当前中位数"), .number("oldest_days", "Oldest", "最久天数"),
      .number("rotten", "Rotten", "停留超期", isZeroWhenMissing: true),
    ], chart: "median_days", options: [.opportunities, .day],
    examples: [
      ("crm report stage-time", "Where opportunities get stuck"),
      ("crm report stage-time --by owner", "The same for every user"),
    ],
    content: .figures(
      ReportSource(
        from: { run in
          """
          opportunity r CROSS JOIN stage_event e ON e.opportunity = r.id AND \(run.isPast("e.at"))
            AND (\(run.parameters.pipeline) IS NULL OR r.pipeline = \(run.parameters.pipeline))
          """
        }, spans: StageSpans.spans, division: ReportDivision(noun: .opportunity, id: "r.id"),
        drill: { query, keys in
          // The last time that the opportunity came to the stage.
          let run = query.context
          let last: SQL = """
            (SELECT max(l.at) FROM stage_event l
              WHERE l.opportunity = r.id AND l.to_stage = e.to_stage AND \(run.isPast("l.at")))
            """
          return try query.records(keys, where: run.inPeriod(last))
        })))
}

extension ReportDimension {
  /// The stage that an event led to.
  static let passedStage: ReportDimension = {
    let stage = ReportDimension.stage
    var passed = ReportDimension(name: stage.name, label: stage.label, key: "e.to_stage")
    passed.groups = stage.groups
    return passed
  }()
}
