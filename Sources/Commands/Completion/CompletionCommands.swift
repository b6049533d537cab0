import CommandLineKit

/// The commands behind completion in shells.
enum CompletionCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(CompletionScript.self, group: "Help"),
    CommandEntry(CompletionValues.self, isHidden: true),
  ]
}
