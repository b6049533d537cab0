import CommandLineKit

/// The commands of this folder, for the registry.
enum StageCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(StageListing.self), CommandEntry(StageAdvance.self), CommandEntry(StageBack.self),
  ]
}
