import CRM
import CommandLineKit
import Values

/// `crm task snooze`: puts tasks off.
struct TaskSnoozeCommand: Command {
  var tasks = RecordSelection()
  var until: String?
  var stretch: String?
  var readsInput = false

  static let spec = CommandSpec(
    "task", "snooze", summary: "Put open tasks off",
    discussion: """
      --by counts from the day on which a task is due; for an overdue task, and for one without a day, \
      from today. Days are those of the store's zone. Closed tasks are refused (exit 5).
      """,
    initial: TaskSnoozeCommand(),
    arguments: FilterArguments.selection(of: .task, \TaskSnoozeCommand.tasks, "The tasks, by id")
      + [
        .option("until", value: "DAY", \.until, "Due on this day, today or later: fri, 下周五"),
        .option("by", value: "TIME", \.stretch, "Due so much later: 3d, 2w, 1m, 3天"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ], conflicts: [["until", "by"]],
    examples: [
      Example("crm task snooze 1 --by 3d", "Three days later"),
      Example("crm task snooze --where 'overdue = yes' --until 'next mon'", "All that is overdue"),
    ], seeAlso: ["task done", "inbox"])

  func run(in context: CommandContext) throws -> Outcome {
    let shift: TaskSnooze.Shift
    switch (until, stretch) {
    case (let day?, _): shift = .until(day)
    case (_, let time?): shift = .by(time)
    case (nil, nil):
      throw UserError(
        .usage, "nothing says how far the tasks are put off",
        hints: ["give --until DAY or --by TIME, such as --by 3d"])
    }
    let selection = try ReferenceInput.selection(tasks, readsInput: readsInput, in: context)
    let written = try TaskSnooze(context.session).snooze(selection, shift)
    let ids = written.value
    return .change(
      ChangeReport(
        ids.isEmpty ? "nothing changed" : "put off \(ChangedRecords.count(ids.count, .task))",
        written, records: ChangedRecords.records(ids, of: .task)))
  }
}
