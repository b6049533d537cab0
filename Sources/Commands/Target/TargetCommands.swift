import CommandLineKit

/// The commands of this folder, for the registry.
enum TargetCommands {
  static let entries: [CommandEntry<Payload>] = [CommandEntry(TargetSet.self)]
}
