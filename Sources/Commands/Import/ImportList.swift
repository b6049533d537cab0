import CRM
import CommandLineKit

/// `crm import list`: what was imported.
struct ImportList: Command {
  static let spec = CommandSpec(
    "import", "list", summary: "List the imports that were not undone",
    discussion: "'crm op show OPERATION' shows what one of them did.",
    initial: ImportList(), arguments: [],
    examples: [Example("crm import list --limit 5", "The last five")])

  func run(in context: CommandContext) throws -> Outcome {
    .rows(ImportHistory(context.session).feed(limit: try context.globals.rowLimit()))
  }
}
