import CommandLineKit

/// The commands of this folder, for the registry.
enum PoolCommands {
  static let entries: [CommandEntry<Payload>] = []
}
