import CRM
import CommandLineKit
import Tabular
import Values

/// `crm backup create`: copies the store while others work with it.
struct BackupCreate: Command {
  var file: FilePath?
  var keep: Int?

  static let spec = CommandSpec(
    "backup", "create", summary: "Copy the store to a file",
    discussion: """
      Without FILE the backup goes to the store's folder backups/. It is a complete store.sqlite; \
      copying the store's own file with cp would miss what is in its write-ahead log. Attached files \
      go to the folder FILE.files beside it; on the disk of the store they take no room.

      To go back to a backup, let nobody use the store, copy the backup over store.sqlite, remove \
      store.sqlite-wal and store.sqlite-shm, and copy what is in FILE.files to the store's files/.
      """,
    initial: BackupCreate(),
    arguments: [
      .operand("FILE", \.file, "The file to make", completion: .file),
      .option("keep", value: "N", \.keep, "Then keep only the newest N of the folder"),
    ],
    examples: [Example("crm backup create --keep 7", "A daily backup, one week of them")])

  func run(in context: CommandContext) throws -> Outcome {
    if let keep, keep < 1 { throw UserError(.usage, "--keep takes a number from 1 up") }
    let path = try file.map {
      StoreLocation.absolute(try StoreLocation.text($0), in: context.environment)
    }
    let result = try BackupFolder(context.session).create(at: path, keep: keep)
    for name in result.removed { context.session.note("removed the old backup \(name)") }
    return .document(.object([.init("backup", label: "Backup", .text(result.path))]))
  }
}
