import CommandLineKit

/// The commands of this folder, for the registry.
enum BackupCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(noun: "backup", summary: "Copies of the store", group: "Store"),
    CommandEntry(BackupCreate.self), CommandEntry(BackupList.self), CommandEntry(BackupVerify.self),
  ]
}
