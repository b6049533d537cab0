import CRM
import CommandLineKit

/// `crm ticket resolve`: the customer's problem is solved.
struct TicketResolve: Command {
  var tickets = RecordSelection()
  var note: String?
  var readsInput = false

  static let spec = CommandSpec(
    "ticket", "resolve", summary: "Say that tickets are resolved",
    discussion: """
      Open tickets and those in progress are resolved; the time counts for 'crm report tickets'. A \
      resolved ticket waits for the customer, until it is closed or opened again.
      """,
    initial: TicketResolve(),
    arguments: FilterArguments.selection(of: .ticket, \TicketResolve.tickets, "The tickets, by id")
      + [
        .option("note", value: "TEXT", \.note, "What the solution was"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [Example("crm ticket resolve 1 --note 已更换主板", "Solved, and how")],
    seeAlso: ["ticket close", "ticket reopen", "report tickets"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(tickets, readsInput: readsInput, in: context)
    return TicketMoveReport.report(
      try TicketMove(context.session).move(selection, to: .resolved, note: note), .resolved)
  }
}
