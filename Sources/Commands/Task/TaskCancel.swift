import CRM
import CommandLineKit

/// `crm task cancel`: closes tasks that nobody has to do any more.
struct TaskCancel: Command {
  var tasks = RecordSelection()
  var note: String?
  var readsInput = false

  static let spec = CommandSpec(
    "task", "cancel", summary: "Close tasks that nobody has to do any more",
    discussion: """
      Only open tasks are cancelled: one that was done has to be reopened first (exit 5).
      """,
    initial: TaskCancel(),
    arguments: FilterArguments.selection(of: .task, \TaskCancel.tasks, "The tasks, by id") + [
      .option("note", value: "TEXT", \.note, "Why"),
      .flag("stdin", \.readsInput, ReferenceInput.help),
    ],
    examples: [
      Example(
        "crm task cancel --where 'customer.status = lost'", "Nothing to do for lost customers")
    ], seeAlso: ["task done", "task reopen"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(tasks, readsInput: readsInput, in: context)
    return TaskReport.report(
      try TaskMove(context.session).move(selection, to: .cancelled, note: note), .cancelled)
  }
}
