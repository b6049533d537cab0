import CRM
import CommandLineKit

/// `crm ticket start`: somebody works on tickets now.
struct TicketStart: Command {
  var tickets = RecordSelection()
  var note: String?
  var readsInput = false

  static let spec = CommandSpec(
    "ticket", "start", summary: "Say that open tickets are being worked on",
    discussion: """
      Only open tickets are started; one that was resolved or closed is opened again first (exit 5).
      """,
    initial: TicketStart(),
    arguments: FilterArguments.selection(of: .ticket, \TicketStart.tickets, "The tickets, by id")
      + [
        .option("note", value: "TEXT", \.note, "What is done first"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [Example("crm ticket start 1", "Somebody is at it")],
    seeAlso: ["ticket resolve", "ticket assign"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(tickets, readsInput: readsInput, in: context)
    return TicketMoveReport.report(
      try TicketMove(context.session).move(selection, to: .inProgress, note: note), .inProgress)
  }
}
