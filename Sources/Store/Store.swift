import CStoreShim
import GRDB
import Glibc
import Values

/// A store: a directory with one SQLite database, written by one process at a time.
package final class Store {
  package enum Mode: Sendable {
    case reading, writing
  }

  package let directory: String
  package let mode: Mode
  /// How long a writer waits for another one, in milliseconds.
  package var lockTimeout = 5000
  /// Who holds the lock, for those who wait: pid, command, start.
  package var holder = ""
  let queue: DatabaseQueue

  package static func databasePath(in directory: String) -> String { directory + "/store.sqlite" }

  static func lockPath(in directory: String) -> String { directory + "/lock" }

  /// Whether the directory holds a store, whatever its state.
  package static func exists(in directory: String) -> Bool {
    access(databasePath(in: directory), F_OK) == 0
  }

  // MARK: Opening

  /// Opens an existing store and checks that it is one that this program knows.
  package convenience init(openAt directory: String, mode: Mode, schema: Schema) throws {
    try self.init(directory: directory, mode: mode)
    try verifyIdentity(schema)
  }

  /// Once in a process, before its first connection.
  private static let preparesMemory: Void = crm_prepare_memory()

  init(directory: String, mode: Mode) throws {
    self.directory = directory
    self.mode = mode
    let path = Self.databasePath(in: directory)
    if access(path, R_OK) != 0 {
      guard errno == ENOENT else {
        let reason = String(cString: strerror(errno))
        throw UserError(.noInput, "cannot open the store \(directory): \(reason)")
      }
      throw UserError(
        .noInput, "no store at \(directory)",
        hints: ["'crm init' makes one in ./.crm", "--store DIR or CRM_STORE names one elsewhere"])
    }
    _ = Self.preparesMemory
    var configuration = Configuration()
    configuration.readonly = mode == .reading
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      guard crm_sqlite_configure(database.sqliteConnection) == SQLITE_OK else {
        throw UserError.bug("SQLite refused the connection's settings")
      }
      try database.run(
        script: """
          PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON
          """
      )
    }
    do {
      queue = try DatabaseQueue(
        path: mode == .reading ? Self.readingPath(path, in: directory) : path,
        configuration: configuration)
    } catch let error as DatabaseError {
      throw StoreFailure.userError(for: error)
    }
  }

  /// On a medium that cannot be written, SQLite cannot make its shared memory file.
  ///
  /// Then the database is read as immutable, but only when no write-ahead log could hold newer
  /// data.
  private static func readingPath(_ path: String, in directory: String) throws -> String {
    guard access(directory, W_OK) != 0, access(path + "-shm", F_OK) != 0 else { return path }
    var information = stat()
    if stat(path + "-wal", &information) == 0, information.st_size > 0 {
      throw UserError(
        .inputOutput,
        "the store \(directory) cannot be read: it has a write-ahead log that only a "
          + "process with write access can read",
        hints: ["run any crm command that writes, as the owner of the store"])
    }
    crm_sqlite_enable_uri()
    var uri = "file:"
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"):
        uri += "%" + String(byte, radix: 16)
      default: uri.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return uri + "?immutable=1"
  }

  private func verifyIdentity(_ schema: Schema) throws {
    try read { transaction in
      let application: Int64 = try transaction.value("PRAGMA application_id") ?? 0
      let version: Int64 = try transaction.value("PRAGMA user_version") ?? 0
      guard application == Int64(Schema.applicationID) else {
        throw UserError(
          .configuration, "\(Self.databasePath(in: directory)) is not a crm store",
          hints: ["'crm init DIR' makes a new store in another directory"])
      }
      guard version <= Int64(schema.version) else {
        throw UserError(
          .configuration,
          "the store \(directory) has schema \(version), newer than this program's \(schema.version)",
          hints: ["use the newer crm; nothing was changed"])
      }
    }
  }

  // MARK: Reading and writing

  /// Keeps 64 MB of pages instead of SQLite's own 2 MB, for who comes back to the same pages in any order.
  ///
  /// Reports do. Whoever goes through a table once only pays for the memory.
  package func keepManyPages() throws {
    try translatingErrors {
      try queue.inDatabase { try $0.run(script: "PRAGMA cache_size = -65536") }
    }
  }

  /// Runs the body on one consistent state.
  ///
  /// It never waits for writers.
  package func read<T>(_ body: (ReadTransaction) throws -> T) throws -> T {
    try translatingErrors {
      try queue.inDatabase { database in
        try database.run(script: "BEGIN DEFERRED")
        defer { try? database.run(script: "COMMIT") }
        return try body(ReadTransaction(database))
      }
    }
  }

  /// Runs the body in one immediate transaction under the writer's lock, as one operation.
  ///
  /// All of it happens or none. A dry run is the same run, rolled back at the end.
  package func write<T>(
    _ request: OperationRequest, isDryRun: Bool = false, _ body: (WriteTransaction) throws -> T
  ) throws -> (value: T, operation: OperationSummary) {
    try transact(request, isDryRun: isDryRun, preparing: { _ in }, body)
  }

  func transact<T>(
    _ request: OperationRequest, isDryRun: Bool, preparing prepare: (Database) throws -> Void,
    _ body: (WriteTransaction) throws -> T
  ) throws -> (value: T, operation: OperationSummary) {
    try underLock { database in
      // Foreign keys are checked at COMMIT, so that rows may be written in any order.
      try database.run(script: "BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON")
      do {
        try prepare(database)
        let transaction = try WriteTransaction(database, request: request)
        defer { transaction.inserts.abandon() }
        let value = try body(transaction)
        let summary = try transaction.finish()
        if isDryRun { try database.run(script: "ROLLBACK") } else { try commit(database) }
        return (value, summary)
      } catch {
        if database.isInsideTransaction { try? database.run(script: "ROLLBACK") }
        throw error
      }
    }
  }

  /// Commits, or fails so that nothing comes back.
  ///
  /// When the very last step fails, making the write-ahead log durable, the transaction stands there
  /// with its commit mark, and SQLite's next recovery would take it for committed. The next commit
  /// overwrites it: so an empty one follows here.
  private func commit(_ database: Database) throws {
    do {
      try database.run(script: "COMMIT")
    } catch let error as DatabaseError
      where error.extendedResultCode == .SQLITE_IOERR_FSYNC
    {
      if database.isInsideTransaction { try? database.run(script: "ROLLBACK") }
      do {
        let version: Int64 = try ReadTransaction(database).value("PRAGMA user_version") ?? 0
        try database.run(script: "PRAGMA user_version = \(version)")
      } catch {
        throw UserError(
          .inputOutput, "the disk failed while the change was being saved; it may be there or not",
          hints: ["see whether 'crm op log --limit 1' shows it before you try again"])
      }
      throw error
    }
  }

  /// Holds the writer's lock around the body and the checkpoint that may follow it.
  private func underLock<T>(_ body: (Database) throws -> T) throws -> T {
    let lock = try WriterLock(
      path: Self.lockPath(in: directory), milliseconds: lockTimeout, holder: holder)
    return try withExtendedLifetime(lock) {
      try translatingErrors {
        try queue.inDatabase { database in
          defer { checkpointIfLarge(database) }
          return try body(database)
        }
      }
    }
  }

  /// Empties the write-ahead log when it exceeds about 250 pages (4 MB), also after a rollback.
  ///
  /// Readers that still need it are not waited for: the next writer tries again.
  private func checkpointIfLarge(_ database: Database) {
    var information = stat()
    guard stat(Self.databasePath(in: directory) + "-wal", &information) == 0,
      information.st_size > 4 << 20
    else { return }
    sqlite3_busy_timeout(database.sqliteConnection, 0)
    sqlite3_wal_checkpoint_v2(
      database.sqliteConnection, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    sqlite3_busy_timeout(database.sqliteConnection, 5000)
  }

  func translatingErrors<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreFailure.userError(for: error)
    }
  }
}
