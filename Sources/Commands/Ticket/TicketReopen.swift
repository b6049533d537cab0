import CRM
import CommandLineKit
import Values

/// `crm ticket reopen`: tickets were not resolved after all.
struct TicketReopen: Command {
  var tickets = RecordSelection()
  var reason: String?
  var readsInput = false

  static let spec = CommandSpec(
    "ticket", "reopen", summary: "Open resolved or closed tickets again",
    discussion: """
      The reason is kept with the ticket. The time to resolve goes on from when the ticket was made.
      """,
    initial: TicketReopen(),
    arguments: FilterArguments.selection(of: .ticket, \TicketReopen.tickets, "The tickets, by id")
      + [
        .option("reason", value: "TEXT", \.reason, "Why; required"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example(
        "crm ticket reopen --where 'state = resolved' --reason 故障再次出现",
        "It was not solved after all")
    ], seeAlso: ["ticket resolve"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(tickets, readsInput: readsInput, in: context)
    return TicketMoveReport.report(
      try TicketMove(context.session).move(selection, to: .open, note: reason), .open)
  }
}
