import CommandLineKit

/// The commands of this folder, for the registry.
enum ReportCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(noun: "report", summary: "What the numbers say", group: "Reports"),
    CommandEntry(FunnelCommand.self),
  ]
}
