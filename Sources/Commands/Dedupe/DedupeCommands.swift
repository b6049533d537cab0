import CommandLineKit

/// The commands of this folder, for the registry.
enum DedupeCommands {
  static let entries: [CommandEntry<Payload>] = [CommandEntry(DedupeAdd.self)]
}
