import CommandLineKit

/// The commands of this folder, for the registry.
enum HookCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(noun: "hook", summary: "Programs that rules tell what happened", group: "Store"),
    CommandEntry(HookList.self), CommandEntry(HookDeliveries.self), CommandEntry(HookDeliver.self),
    CommandEntry(HookRetry.self),
  ]
}
