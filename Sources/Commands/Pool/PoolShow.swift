import CRM
import CommandLineKit

/// `crm pool show`: one pool with its settings, stock and rules.
struct PoolShow: Command {
  var pool = ""

  static let spec = CommandSpec(
    "pool", "show", summary: "Show a pool with its settings, stock and rules", initial: PoolShow(),
    arguments: [
      .operand(
        "POOL", \.pool, "The pool, by id or name", isRequired: true, completion: .dynamic("pool"))
    ],
    examples: [Example("crm pool show public", "The built-in pool")], seeAlso: ["pool list"])

  func run(in context: CommandContext) throws -> Outcome {
    .document(try PoolStock(context.session).show(pool))
  }
}
