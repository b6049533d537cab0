import CStoreShim
import GRDB
import Glibc
import Values

extension Store {
  /// Copies the database to a new file, through SQLite's backup API, while writers work.
  ///
  /// The file appears under its name only when it is complete and on the disk.
  package func backUp(to path: String) throws {
    let folder = String(path[...(path.lastIndex(of: "/") ?? path.startIndex)])
    guard access(folder, W_OK) == 0 else {
      throw UserError(
        .inputOutput, "cannot write the backup \(path): \(String(cString: strerror(errno)))")
    }
    let temporary = path + ".part"
    unlink(temporary)
    do {
      var configuration = Configuration()
      configuration.prepareDatabase { _ in }
      let copy = try DatabaseQueue(path: temporary, configuration: configuration)
      try queue.backup(to: copy)
      // A backup is one file, whatever the store's journal was.
      try copy.inDatabase { try $0.run(script: "PRAGMA journal_mode = DELETE") }
      try copy.close()
      guard chmod(temporary, 0o600) == 0, Self.synchronize(temporary),
        link(temporary, path) == 0, Self.synchronize(folder)
      else {
        throw UserError(
          .inputOutput, "cannot write the backup \(path): \(String(cString: strerror(errno)))")
      }
      unlink(temporary)
    } catch let error as DatabaseError {
      unlink(temporary)
      throw StoreFailure.userError(for: error)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Reads a backup, which is not changed.
  package static func readBackup<T>(
    at path: String, _ body: (ReadTransaction) throws -> T
  ) throws -> T {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      return try DatabaseQueue(path: path, configuration: configuration)
        .inDatabase { try body(ReadTransaction($0)) }
    } catch let error as DatabaseError {
      throw StoreFailure.userError(for: error)
    }
  }

  /// Checks that the file is a sound database of ours.
  package static func verifyBackup(at path: String, schema: Schema) throws {
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let copy = try DatabaseQueue(path: path, configuration: configuration)
      try copy.inDatabase { database in
        let reader = try ReadTransaction(database)
        let application: Int64 = try reader.value("PRAGMA application_id") ?? 0
        let version: Int64 = try reader.value("PRAGMA user_version") ?? 0
        let verdict: String = try reader.value("PRAGMA integrity_check(1)") ?? ""
        guard application == Int64(Schema.applicationID), version <= Int64(schema.version) else {
          throw UserError(.configuration, "\(path) is not a backup that this program can read")
        }
        guard verdict == "ok" else {
          throw UserError(.inputOutput, "the backup \(path) is damaged: \(verdict)")
        }
      }
    } catch let error as DatabaseError {
      throw UserError(
        .inputOutput, "the backup \(path) is damaged or not a database (\(error.message ?? "?"))")
    }
  }
}
