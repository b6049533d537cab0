import CommandLineKit

/// The commands of this folder, for the registry.
enum TicketCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(TicketShow.self), CommandEntry(TicketStart.self), CommandEntry(TicketResolve.self),
    CommandEntry(TicketClose.self), CommandEntry(TicketReopen.self),
    CommandEntry(TicketNoteCommand.self), CommandEntry(TicketAssign.self),
  ]
}
