import CRM
import CommandLineKit
import Values

/// `crm pool explain`: why a customer lies where it lies, and when it falls.
struct PoolExplain: Command {
  var customer = ""
  var asOf: String?

  static let spec = CommandSpec(
    "pool", "explain", summary: "Explain when and why a customer falls, or who may claim it",
    discussion: """
      For an owned customer: what every recycle rule counts from, the days passed, the day on which \
      it falls, and the exemptions considered. For one in a pool: how it came there and what keeps \
      you from claiming it.
      """,
    initial: PoolExplain(),
    arguments: [
      .operand(
        "CUSTOMER", \.customer, "The customer, by id or unique name; a lead as lead/ID",
        isRequired: true,
        completion: .dynamic("customer")),
      .option("as-of", value: "DAY", \.asOf, "Judge as of this day; today when not given"),
    ],
    examples: [
      Example("crm pool explain 华为技术有限公司", "When it falls"),
      Example("crm pool explain 张伟 --as-of 30d", "Whether it will have fallen in 30 days"),
    ], seeAlso: ["pool recycle"])

  func run(in context: CommandContext) throws -> Outcome {
    let day = try asOf.map { try AsOfDay.read($0, in: context.session) }
    let holding = try PooledRecords.holding([customer], leads: false)
    return .document(
      try PoolExplanation(context.session, holding).document(of: customer, asOf: day))
  }
}
