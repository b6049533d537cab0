import CommandLineKit

/// The commands of this folder, for the registry.
enum ExportCommands {
  static let entries: [CommandEntry<Payload>] = []
}
