import CommandLineKit

/// The commands of this folder, for the registry.
enum OpportunityCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(OpportunityAdd.self), CommandEntry(OpportunityShow.self),
    CommandEntry(OpportunityWin.self), CommandEntry(OpportunityLose.self),
    CommandEntry(OpportunityInvalid.self),
  ]
}
