import CRM
import CommandLineKit
import Values

/// `crm explain`: which parts of a condition hold for a record.
struct Explain: Command {
  var record: String?
  var condition: String?

  static let spec = CommandSpec(
    "explain", summary: "Say which parts of a condition hold for a record",
    discussion: """
      One row for the condition as a whole and for each of its parts, with the record's value. Exits \
      1 when the condition does not hold.
      """,
    initial: Explain(),
    arguments: [
      .operand(
        "RECORD", \.record, "The record, such as opportunity/7; a bare name is a customer's",
        isRequired: true, completion: .dynamic("customer")),
      .option("where", value: "CONDITION", \.condition, "The condition; required"),
    ],
    examples: [
      Example(
        "crm explain 张伟 --where 'level is missing and not won'", "What holds for him")
    ], seeAlso: ["conditions"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let condition else {
      throw UserError(.usage, "no condition is given", hints: ["give it as --where CONDITION"])
    }
    let (feed, holds) = try ConditionExplanation(context.session)
      .feed(of: record ?? "", where: condition)
    guard !holds else { return .rows(feed) }
    return .answer(.rows(feed), UserError(.no, "the condition does not hold"))
  }
}
