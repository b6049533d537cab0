import CommandLineKit

/// The commands of this folder, for the registry.
enum ScoreCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(noun: "score", summary: "What customers are worth", group: "Records"),
    CommandEntry(ScoreExplain.self), CommandEntry(ScoreBandsCommand.self),
    CommandEntry(ScoreRebuildCommand.self),
  ]
}
