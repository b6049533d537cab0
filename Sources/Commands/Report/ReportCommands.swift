import CommandLineKit

/// The commands of this folder, for the registry.
enum ReportCommands {
  static let entries: [CommandEntry<Payload>] = []
}
