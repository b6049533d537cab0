import CommandLineKit

/// The commands of this folder, for the registry.
enum StageCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(StageListing.self), CommandEntry(StageAdvance.self), CommandEntry(StageBack.self),
    CommandEntry(StageShow.self), CommandEntry(StageCheck.self), CommandEntry(StageDelete.self),
    CommandEntry(group: "stage", "item", summary: "What is to be done in a stage"),
  ]
}
