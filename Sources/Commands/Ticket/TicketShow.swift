import CRM
import Catalogue
import CommandLineKit

/// `crm ticket show`: a ticket with its way through the states and its notes.
struct TicketShow: Command {
  var ticket: String?

  static let spec = CommandSpec(
    "ticket", "show", summary: "Show a ticket with what happened to it",
    initial: TicketShow(),
    arguments: [
      .operand(
        "TICKET", \.ticket, "The ticket, by id", isRequired: true, completion: .dynamic("ticket"))
    ], examples: [Example("crm ticket show 1", "Where it stands, and all notes")])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    return try session.read { db in
      let ids = try RecordReferences.resolve(
        [ticket].compactMap { $0 }, of: .ticket, session: session, in: db)
      guard let id = ids.first else { return .nothing }
      return .document(try TicketDocument(session: session, db: db).document(of: id))
    }
  }
}
