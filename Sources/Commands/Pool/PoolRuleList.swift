import CRM
import CommandLineKit

/// `crm pool rule list`: the recycle rules in the order in which they are looked through.
struct PoolRuleList: Command {
  static let spec = CommandSpec(
    "pool", "rule", "list", aliases: ["ls"], summary: "List the recycle rules",
    initial: PoolRuleList(), arguments: [],
    examples: [Example("crm pool rule list", "All rules in order")],
    seeAlso: ["pool rule add", "pool rule delete"])

  func run(in context: CommandContext) throws -> Outcome {
    .rows(try RecycleRuleBook(context.session).list().feed(context.globals))
  }
}
