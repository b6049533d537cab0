import CommandLineKit

/// The commands of this folder, for the registry.
enum ImportCommands {
  static let entries: [CommandEntry<Payload>] = []
}
