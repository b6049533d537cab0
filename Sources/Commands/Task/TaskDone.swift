import CRM
import CommandLineKit

/// `crm task done`: closes tasks that were done.
struct TaskDone: Command {
  var tasks = RecordSelection()
  var note: String?
  var readsInput = false

  static let spec = CommandSpec(
    "task", "done", summary: "Close tasks that were done",
    discussion: """
      Who did it and when is kept. Only open tasks are done: a cancelled one has to be reopened first \
      (exit 5), and one that is done stays as it is.
      """,
    initial: TaskDone(),
    arguments: FilterArguments.selection(of: .task, \TaskDone.tasks, "The tasks, by id") + [
      .option("note", value: "TEXT", \.note, "What came of it"),
      .flag("stdin", \.readsInput, ReferenceInput.help),
    ],
    examples: [
      Example("crm task done 1 --note 已发送报价", "The first one, and what came of it"),
      Example(
        "crm task list --mine --overdue -O ids | crm task done --stdin", "Everything at once"),
    ], seeAlso: ["task cancel", "task snooze", "inbox"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(tasks, readsInput: readsInput, in: context)
    return TaskReport.report(
      try TaskMove(context.session).move(selection, to: .done, note: note), .done)
  }
}
