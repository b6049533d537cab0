import CRM
import CommandLineKit
import Values

/// `crm ticket note`: keeps what was found out or said.
struct TicketNoteCommand: Command {
  var tickets = RecordSelection()
  var text: String?
  var readsInput = false

  static let spec = CommandSpec(
    "ticket", "note", summary: "Note something on tickets",
    discussion: """
      The note stands in 'crm ticket show', with who wrote it and when. The state stays as it is.
      """,
    initial: TicketNoteCommand(),
    arguments: FilterArguments.selection(
      of: .ticket, \TicketNoteCommand.tickets, "The tickets, by id")
      + [
        .option("text", value: "TEXT", \.text, "What there is to say; required"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [Example("crm ticket note 1 --text 备件明天到", "What the customer should hear next")],
    seeAlso: ["ticket show"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let text else {
      throw UserError(
        .usage, "nothing says what to note", code: "E_REQUIRED", hints: ["give it as --text TEXT"])
    }
    let selection = try ReferenceInput.selection(tickets, readsInput: readsInput, in: context)
    let written = try TicketNote(context.session).write(text, on: selection)
    let ids = written.value
    return .change(
      ChangeReport(
        ids.isEmpty ? "nothing changed" : "noted on \(ChangedRecords.count(ids.count, .ticket))",
        written, records: ChangedRecords.records(ids, of: .ticket)))
  }
}
