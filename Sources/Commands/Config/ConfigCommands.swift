import CommandLineKit

/// The commands of this folder, for the registry.
enum ConfigCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(
      noun: "config", summary: "The configuration of the store as a file", group: "Store"),
    CommandEntry(ConfigExport.self), CommandEntry(ConfigPlan.self), CommandEntry(ConfigApply.self),
  ]
}
