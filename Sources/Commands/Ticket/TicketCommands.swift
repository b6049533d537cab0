import CRM
import Catalogue
import CommandLineKit

/// The commands of this folder, for the registry.
enum TicketCommands {
  static let entries: [CommandEntry<Payload>] = [
    RecordShow.entry(
      .ticket, summary: "Show a ticket with what happened to it",
      examples: [Example("crm ticket show 1", "Where it stands, and all notes")]),
    CommandEntry(TicketStart.self), CommandEntry(TicketResolve.self),
    CommandEntry(TicketClose.self), CommandEntry(TicketReopen.self),
    CommandEntry(TicketNoteCommand.self), CommandEntry(TicketAssign.self),
  ]
}
