import CRM
import CommandLineKit

/// `crm op log`: what was done to the store, newest first.
struct OpLog: Command {
  var actor: String?

  static let spec = CommandSpec(
    "op", "log", summary: "List the operations, newest first", initial: OpLog(),
    arguments: [
      .option(
        "actor", value: "USER", \.actor, "Only those of this user", completion: .dynamic("user"))
    ],
    examples: [Example("crm op log --limit 5", "The last five operations")])

  func run(in context: CommandContext) throws -> Outcome {
    var log = OperationLog(context.session)
    log.actor = actor
    log.limit = try context.globals.rowLimit()
    return .rows(try log.feed())
  }
}
