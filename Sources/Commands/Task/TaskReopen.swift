import CRM
import CommandLineKit

/// `crm task reopen`: opens tasks again.
struct TaskReopen: Command {
  var tasks = RecordSelection()
  var readsInput = false

  static let spec = CommandSpec(
    "task", "reopen", summary: "Open done or cancelled tasks again",
    discussion: """
      What came of them, and when, stands in 'crm log' from then on.
      """,
    initial: TaskReopen(),
    arguments: FilterArguments.selection(of: .task, \TaskReopen.tasks, "The tasks, by id") + [
      .flag("stdin", \.readsInput, ReferenceInput.help)
    ],
    examples: [Example("crm task reopen 1", "It was not done after all")], seeAlso: ["task done"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(tasks, readsInput: readsInput, in: context)
    return TaskReport.report(try TaskMove(context.session).move(selection, to: .open), .open)
  }
}
