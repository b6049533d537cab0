import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm rule test`: which records a rule would touch.
struct RuleTestCommand: Command {
  var rule: String?
  var asOf: String?

  static let spec = CommandSpec(
    "rule", "test", summary: "Say which records a rule would touch",
    discussion: """
      All records are looked at, whether the rule is active or not, and nothing is changed. Of a rule \
      of classification those are told that would get another value, of others those that meet the \
      condition.
      """,
    initial: RuleTestCommand(),
    arguments: [
      .operand(
        "RULE", \.rule, "The rule, by id or name", isRequired: true, completion: .dynamic("rule")),
      .option(
        "as-of", value: "DAY", \.asOf,
        "Relative dates count from this day; from today when not given"),
    ],
    examples: [
      Example("crm rule test 信用良好 --as-of 30d", "Whom the rule would touch in a month")
    ], seeAlso: ["rule run classification", "explain"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let rule else { return .nothing }
    let day = try asOf.map { try AsOfDay.read($0, in: context.session) }
    return .rows(try RuleTest(context.session).feed(of: rule, asOf: day))
  }
}
