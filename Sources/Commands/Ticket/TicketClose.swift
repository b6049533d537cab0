import CRM
import CommandLineKit

/// `crm ticket close`: nothing more is to come of tickets.
struct TicketClose: Command {
  var tickets = RecordSelection()
  var note: String?
  var readsInput = false

  static let spec = CommandSpec(
    "ticket", "close", summary: "Close resolved tickets",
    discussion: """
      Only resolved tickets are closed (exit 5).
      """,
    initial: TicketClose(),
    arguments: FilterArguments.selection(of: .ticket, \TicketClose.tickets, "The tickets, by id")
      + [
        .option("note", value: "TEXT", \.note, "What the customer said"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [Example("crm ticket close --where 'state = resolved'", "All that are resolved")],
    seeAlso: ["ticket resolve", "ticket reopen"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(tickets, readsInput: readsInput, in: context)
    return TicketMoveReport.report(
      try TicketMove(context.session).move(selection, to: .closed, note: note), .closed)
  }
}
