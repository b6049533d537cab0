import CRM
import CommandLineKit
import Values

/// `crm ticket assign`: says who sees to tickets.
struct TicketAssign: Command {
  var tickets = RecordSelection()
  var user: String?
  var note: String?
  var readsInput = false

  static let spec = CommandSpec(
    "ticket", "assign", summary: "Give tickets to a user who sees to them",
    discussion: """
      A closed ticket is opened again first (exit 5). To take it from everybody: \
      crm ticket edit TICKET --assignee ''.
      """,
    initial: TicketAssign(),
    arguments: FilterArguments.selection(of: .ticket, \TicketAssign.tickets, "The tickets, by id")
      + [
        .option(
          "to", value: "USER", \.user, "Who gets them; required", completion: .dynamic("user")),
        .option("note", value: "TEXT", \.note, "What the user should know"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example("crm ticket assign 1 --to li.wei", "One"),
      Example(
        "crm ticket assign --where 'assignee is missing and kind = repair' --to li.wei",
        "All repairs that nobody has"),
    ], seeAlso: ["ticket start", "inbox"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let user else {
      throw UserError(
        .usage, "nothing says who gets the tickets", code: "E_REQUIRED",
        hints: ["give it as --to USER"])
    }
    let selection = try ReferenceInput.selection(tickets, readsInput: readsInput, in: context)
    let written = try TicketAssignment(context.session).assign(selection, to: user, note: note)
    let result = written.value
    let summary =
      result.tickets.isEmpty
      ? "nothing changed"
      : "\(result.assignee) has \(ChangedRecords.count(result.tickets.count, .ticket)) more"
    return .change(
      ChangeReport(
        summary, written, records: ChangedRecords.records(result.tickets, of: .ticket),
        details: [.init("assignee", .text(result.assignee))]))
  }
}
