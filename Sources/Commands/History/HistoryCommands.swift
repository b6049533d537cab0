import CommandLineKit

/// The commands of this folder, for the registry.
enum HistoryCommands {
  static let entries: [CommandEntry<Payload>] = [
    CommandEntry(noun: "op", summary: "What was done to the store", group: "History"),
    CommandEntry(OpLog.self),
    CommandEntry(OpShow.self),
    CommandEntry(RecordLog.self, group: "History"),
    CommandEntry(OperationChange.undo, group: "History") { values in
      { context in try values.runUndo(in: context) }
    },
    CommandEntry(OperationChange.redo, group: "History") { values in
      { context in try values.runRedo(in: context) }
    },
  ]
}
