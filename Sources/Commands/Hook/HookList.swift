import CRM
import CommandLineKit

/// `crm hook list`: the programs, whether they can run, and what waits for them.
struct HookList: Command {
  static let spec = CommandSpec(
    "hook", "list", summary: "List hooks, and whether they can run",
    discussion: """
      A hook is a program in the folder hooks/ of the store, which rules of automation name: 'run hook \
      NAME'. It has to belong to you or to the store's owner, nobody else may write it, and it has to \
      be executable. It gets one JSON object a line on standard input, and ends with 0 when it is done.
      """,
    initial: HookList(), arguments: [],
    examples: [Example("crm hook list", "Which programs are missing, and which have failed")],
    seeAlso: ["hook deliveries", "hook deliver", "rule add automation"])

  func run(in context: CommandContext) throws -> Outcome {
    .rows(try HookOverview(context.session).hooks())
  }
}
