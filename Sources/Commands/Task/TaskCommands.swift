import CommandLineKit

/// The commands of this folder, for the registry.
enum TaskCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(TaskDone.self), CommandEntry(TaskCancel.self), CommandEntry(TaskReopen.self),
    CommandEntry(TaskSnoozeCommand.self),
  ]
}
