import CRM
import CommandLineKit

/// `crm pool list`: what lies in the pools, and the actor's limits.
struct PoolList: Command {
  static let spec = CommandSpec(
    "pool", "list", aliases: ["ls"],
    summary: "List the pools with their stock and your limits", initial: PoolList(), arguments: [],
    examples: [Example("crm pool list", "What is there to claim")],
    seeAlso: ["pool show", "report pool"])

  func run(in context: CommandContext) throws -> Outcome {
    .rows(try PoolStock(context.session).list().feed(context.globals))
  }
}
