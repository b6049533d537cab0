import CommandLineKit

/// The commands of this folder, for the registry.
enum AssignCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(AssignRun.self),
    CommandEntry(group: "assign", "rule", summary: "Who gets the customers that lie in pools"),
  ]
}
