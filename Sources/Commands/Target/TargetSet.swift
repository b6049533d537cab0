import CRM
import CommandLineKit
import Values

/// `crm target set`: gives users, teams or the company a figure to reach.
struct TargetSet: Command {
  var metric: TargetMetric?
  var holders: [String] = []
  var periods: [String] = []
  var value: String?
  var tier = TargetTier.base

  static let spec = CommandSpec(
    "target", "set", summary: "Set what should be reached in a period",
    discussion: """
      A figure that is there already is replaced. Quarters and years need none of their own: they are the \
      sum of their months; one that is given all the same may differ, which 'crm report targets' shows.

      An admin sets all targets, everybody above a user those of the user, and the head of a team those \
      of the teams below it.
      """,
    initial: TargetSet(),
    arguments: [
      .option(
        name: "metric", value: "METRIC", help: "What is counted; required",
        completion: .choices(TargetMetric.allCases.map(\.rawValue)),
        apply: { $0.metric = try TargetMetric(argument: $1) }),
      .option(
        name: "for", value: "HOLDER", help: "Whose: user:LOGIN, team:NAME or company; required",
        isRepeatable: true, apply: { $0.holders.append(try $1.string()) }),
      .option(
        name: "period", value: "PERIOD",
        help: "A month, quarter or year: 2026-03, 2026-Q1, 2026; required", isRepeatable: true,
        apply: { $0.periods.append(try $1.string()) }),
      .option("value", value: "N", \.value, "The figure: an amount or a number; required"),
      .option(
        name: "tier", value: "TIER", help: "What is expected (base, unless given), or more",
        completion: .choices(TargetTier.allCases.map(\.rawValue)),
        apply: { $0.tier = try TargetTier(argument: $1) }),
    ],
    examples: [
      Example(
        "crm target set --metric won_opportunities --for user:li.wei --period 2026-03 --value 5",
        "Five sales in March"),
      Example(
        "crm target set --metric contract_amount --for company --period 2026 --value 12000000",
        "The whole year of the whole company"),
      Example(
        "crm target set --metric activities --for user:li.wei --for user:wang.fang "
          + "--period 2026-Q2 --value 150", "The same for several"),
    ], seeAlso: ["target list", "report targets"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let metric, let value, !holders.isEmpty, !periods.isEmpty else {
      let missing = [
        metric == nil ? "--metric" : nil, holders.isEmpty ? "--for" : nil,
        periods.isEmpty ? "--period" : nil, value == nil ? "--value" : nil,
      ].compactMap { $0 }
      throw UserError(
        .usage, "target set needs \(missing.joined(separator: ", "))", code: "E_REQUIRED",
        hints: ["'crm target set --help' has examples"])
    }
    let written = try TargetSetting(context.session).set(
      .init(metric: metric, holders: holders, periods: periods, value: value, tier: tier))
    let result = written.value
    let changed = result.targets.count - result.created
    let parts = [
      result.created > 0 ? "set \(ChangedRecords.count(result.created, .target))" : nil,
      changed > 0 ? "changed \(ChangedRecords.count(changed, .target))" : nil,
    ].compactMap { $0 }
    return .change(
      ChangeReport(
        parts.isEmpty ? "nothing changed" : parts.joined(separator: ", "), written,
        records: ChangedRecords.records(result.targets, of: .target)))
  }
}

extension TargetMetric: ChoiceValue {}

extension TargetTier: ChoiceValue {}
