import Catalogue
import Values

extension Report {
  /// Targets and what was reached of them (业绩目标).
  static let targets = Report(
    "targets", "Targets", "业绩目标", summary: "Compare targets with what was reached",
    definition: """
      target      the figure that was set for the period; where none was set for a quarter or a year,
                  the sum of its months, or of its quarters; when some of these have none, it is
                  compared with the whole all the same, and that is said
      parts, difference
                  where a quarter or a year has a figure of its own that is not the sum of its parts,
                  that sum, and how much more than it the figure is
      actual      what was reached in the period, until the end of the day of --as-of:
        contract_amount    amounts of approved contracts, by the day on which they were signed
        payment_amount     payments, by the day on which they were received, refunds subtracted
        new_customers      customers by their creation
        activities         follow-ups by when they happened; they are their author's
        opportunities      opportunities by their creation
        won_opportunities  won opportunities by when they were closed
      attainment  actual in percent of target with two decimals, half up
      gap         what is missing, negative when more was reached

      What was reached counts for whoever owned the customer, opportunity or contract at that moment
      (at the end of the day where only the day is known), for the team which that user was in then
      and the teams above it, and for the company. --attribution current: for the present owner and
      team. The tree of the teams is the present one. What was undone or deleted does not count.

      --by shows only targets of users, teams or the company; --owner those of a user, --team those
      of a team, of the teams below it and of their members. --ids takes a holder, and perhaps a month
      or quarter behind it, and lists what was reached.
      """,
    noun: .target, dimensions: TargetHolder.Kind.allCases.map(\.dimension),
    measures: [
      .sum("target", "Target", "目标", .number, of: "0"),
      .sum("actual", "Actual", "实际", .number, of: "0"),
      .share("attainment", "Attainment", "完成率", of: "0", in: "0"),
      .sum("gap", "Gap", "差额", .number, of: "0"),
      .sum("parts", "Sum of parts", "分解合计", .number, of: "0"),
      .sum("difference", "Difference", "与分解差异", .number, of: "0"),
    ], chart: "attainment", options: [.period, .owner, .day],
    own: [
      .option(
        "metric", "METRIC", "What is counted; the first that has targets when not given",
        choices: TargetMetric.allCases.map(\.rawValue)),
      .option(
        "for", "HOLDER", "Only those of user:LOGIN, team:NAME or company", isRepeatable: true),
      .option(
        "unit", "UNIT", "Only months, quarters or years",
        choices: TargetPeriod.Unit.allCases.map(\.rawValue), isRepeatable: true),
      .option(
        "tier", "TIER", "What is expected (base, unless given), or more",
        choices: TargetTier.allCases.map(\.rawValue)),
      .option(
        "attribution", "WHOSE", "Whose it is: the owner's then, or the present one's",
        choices: ["event", "current"]),
    ],
    without: [
      "where": "targets are set for all that is reached, not for a part of it",
      "view": "targets are set for all that is reached, not for a part of it",
      "pipeline": "targets are set for all pipelines together",
    ],
    discussion: """
      One row for every target of the period, which is a month, a quarter or a year, this year when \
      not given: its months, then their quarter, then the year. Where a quarter or a year has no \
      figure of its own, it is the sum of its parts; where it has one that differs, the sum and the \
      difference are shown. A team counts with the teams below it.

      What was reached counts for whoever owned the record when it happened, and for the team that \
      the owner was in then; with --attribution current for the present ones.
      """,
    examples: [
      ("crm report targets", "This year"),
      (
        "crm report targets --metric won_opportunities --period 2026-Q1 --by user",
        "A quarter, user by user"
      ),
      ("crm report targets --period 2026 --for company --unit quarter", "Quarter by quarter"),
      (
        "crm report targets --metric new_customers --ids user:li.wei --ids 2026-03",
        "What somebody reached in a month"
      ),
    ],
    content: .answer { run in
      try TargetReport(run.session, TargetReport.Request(run.parameters))
    })
}

extension TargetHolder.Kind {
  fileprivate var dimension: ReportDimension {
    ReportDimension(name: rawValue, label: label, key: "NULL")
  }
}

extension TargetReport.Request {
  init(_ parameters: ReportParameters) {
    self.init()
    let own = parameters.own
    metric = own["metric"]?.last.flatMap(TargetMetric.init)
    period = parameters.period.map { "\($0.lowerBound)..\($0.upperBound)" }
    if let tier = own["tier"]?.last.flatMap(TargetTier.init) { self.tier = tier }
    units = Set((own["unit"] ?? []).compactMap(TargetPeriod.Unit.init))
    kinds = Set((parameters.groupings ?? []).compactMap { TargetHolder.Kind(rawValue: $0.name) })
    holders = own["for"] ?? []
    isByPresentOwner = own["attribution"]?.last == "current"
    asOf = parameters.asOf
    owners = parameters.owners
    teams = parameters.teams
    isForPeople = parameters.isForPeople
  }
}
