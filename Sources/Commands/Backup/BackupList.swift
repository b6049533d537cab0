import CRM
import CommandLineKit
import Tabular

/// `crm backup list`: the backups of the store's folder.
struct BackupList: Command {
  static let spec = CommandSpec(
    "backup", "list", summary: "List the backups in the store's folder", initial: BackupList(),
    arguments: [], examples: [Example("crm backup list", "Oldest first")])

  func run(in context: CommandContext) throws -> Outcome {
    let files = try BackupFolder(context.session).files()
    let columns = [
      Column("name", label: "Name", kind: .text), Column("bytes", label: "Bytes", kind: .integer),
      Column("path", label: "Path", kind: .text),
    ]
    return .rows(
      RowFeed(columns: columns) { _, sink in
        for file in files {
          sink.row.append(text: file.name)
          sink.row.append(integer: file.bytes)
          sink.row.append(text: file.path)
          try sink.send()
        }
      })
  }
}
