import CRM
import CommandLineKit
import Values

/// `crm report targets`: what was to be reached, and what was.
struct ReportTargets: Command {
  var request = TargetReport.Request()
  var defines = false

  static let spec = CommandSpec(
    "report", "targets", summary: "Compare targets with what was reached",
    discussion: """
      One row for every target of the period: its months, then their quarter, then the year. Where a quarter \
      or a year has no figure of its own, it is the sum of its parts; where it has one that differs, \
      the sum and the difference are shown. A team counts with the teams below it.

      What was reached counts for whoever owned the record when it happened, and for the team that the \
      owner was in then; with --attribution current for the present ones.
      """,
    initial: ReportTargets(),
    arguments: [
      .option(
        name: "metric", value: "METRIC",
        help: "What is counted; the first that has targets when not given",
        completion: .choices(TargetMetric.allCases.map(\.rawValue)),
        apply: { $0.request.metric = try TargetMetric(argument: $1) }),
      .option(
        "period", value: "PERIOD", \.request.period,
        "A month, quarter or year: 2026-03, 2026-Q1, 2026; this year when not given"),
      .option(
        name: "by", value: "KIND", help: "Only targets of users, teams or the company",
        completion: .choices(TargetHolder.Kind.allCases.map(\.rawValue)), isRepeatable: true,
        apply: { $0.request.kinds.insert(try TargetHolder.Kind(argument: $1)) }),
      .option(
        name: "for", value: "HOLDER", help: "Only those of user:LOGIN, team:NAME or company",
        isRepeatable: true, apply: { $0.request.holders.append(try $1.string()) }),
      .option(
        name: "unit", value: "UNIT", help: "Only months, quarters or years",
        completion: .choices(TargetPeriod.Unit.allCases.map(\.rawValue)), isRepeatable: true,
        apply: { $0.request.units.insert(try TargetPeriod.Unit(argument: $1)) }),
      .option(
        name: "tier", value: "TIER", help: "What is expected (base, unless given), or more",
        completion: .choices(TargetTier.allCases.map(\.rawValue)),
        apply: { $0.request.tier = try TargetTier(argument: $1) }),
      .option(
        name: "attribution", value: "WHOSE",
        help: "Whose it is: the owner's then, or the present one's",
        completion: .choices(Attribution.allCases.map(\.rawValue)),
        apply: { $0.request.isByPresentOwner = try Attribution(argument: $1) == .current }),
      .flag("define", \.defines, "Print how the numbers are counted"),
    ],
    examples: [
      Example("crm report targets", "This year"),
      Example(
        "crm report targets --metric won_opportunities --period 2026-Q1 --by user",
        "A quarter, user by user"),
      Example(
        "crm report targets --period 2026 --for company --unit quarter", "Quarter by quarter"),
    ], seeAlso: ["target set"])

  func run(in context: CommandContext) throws -> Outcome {
    if defines { return .text(TargetReport.definition) }
    return .rows(try TargetReport(context.session, request).table().feed(context.globals))
  }

  /// Who gets credit for what happened while somebody else was the owner.
  enum Attribution: String, CaseIterable, ChoiceValue {
    case event, current
  }
}

extension TargetHolder.Kind: ChoiceValue {}
extension TargetPeriod.Unit: ChoiceValue {}
extension TargetTier: ChoiceValue {}
