import CommandLineKit

/// The commands of this folder, for the registry.
enum OpportunityCommands {
  static let entries: [CommandEntry<Payload>] = []
}
