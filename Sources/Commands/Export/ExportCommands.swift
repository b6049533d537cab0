import CommandLineKit
import Tabular

/// The commands of this folder, for the registry.
enum ExportCommands {
  static let entries: [CommandEntry<Payload>] =
    [
      CommandEntry(noun: "export", summary: "Write records to files", group: "Files")
    ]
    + [OutputFormat.csv, .tsv, .ndjson, .json, .md].map { format in
      CommandEntry(ExportFile.spec(format)) { try $0.run(format, in: $1) }
    }
}
