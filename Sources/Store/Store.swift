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
  private let queue: DatabaseQueue

  package static func databasePath(in directory: String) -> String { directory + "/store.sqlite" }

  private static func lockPath(in directory: String) -> String { directory + "/lock" }

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

  private init(directory: String, mode: Mode) throws {
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
    var configuration = Configuration()
    configuration.readonly = mode == .reading
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      guard crm_sqlite_configure(database.sqliteConnection) == SQLITE_OK else {
        throw UserError.bug("SQLite refused the connection's settings")
      }
      try database.execute(
        sql: "PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON"
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

  // MARK: Creating

  /// Makes a new store; the body fills it.
  ///
  /// A failure leaves nothing behind.
  package static func create<T>(
    in directory: String, schema: Schema, request: OperationRequest,
    _ body: (WriteTransaction) throws -> T
  ) throws -> T {
    let path = databasePath(in: directory)
    guard !exists(in: directory) else {
      throw UserError(
        .conflict, "\(directory) already holds a store",
        hints: ["use it with --store \(directory)", "or name another directory"])
    }
    let existed = access(directory, F_OK) == 0
    if !existed {
      guard mkdir(directory, 0o700) == 0 else {
        throw UserError(
          .inputOutput, "cannot make \(directory): \(String(cString: strerror(errno)))")
      }
    }
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw UserError(.inputOutput, "cannot make \(path): \(String(cString: strerror(errno)))")
    }
    close(descriptor)
    do {
      let store = try Store(directory: directory, mode: .writing)
      try store.queue.inDatabase { database in
        try database.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
        try database.execute(
          sql: "PRAGMA journal_mode = \(isNetworked(directory) ? "TRUNCATE" : "WAL")")
      }
      let result = try store.transact(
        request, isDryRun: false,
        preparing: { database in
          for script in schema.migrations { try database.execute(sql: script) }
          try database.execute(sql: "PRAGMA user_version = \(schema.version)")
        }, body)
      return result.value
    } catch {
      for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
      unlink(lockPath(in: directory))
      if !existed { rmdir(directory) }
      throw error
    }
  }

  /// Whether the directory lies on a network file system, where a write-ahead log is not safe.
  package static func isNetworked(_ directory: String) -> Bool {
    // NFS, SMB, CIFS, SMB2, AFS, CODA, FUSE (sshfs).
    [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x5346_414F, 0x7375_7245, 0x6573_5546]
      .contains(crm_file_system_type(directory))
  }

  // MARK: Reading and writing

  /// Runs the body on one consistent state.
  ///
  /// It never waits for writers.
  package func read<T>(_ body: (ReadTransaction) throws -> T) throws -> T {
    try translatingErrors {
      try queue.inDatabase { database in
        try database.execute(sql: "BEGIN DEFERRED")
        defer { try? database.execute(sql: "COMMIT") }
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

  private func transact<T>(
    _ request: OperationRequest, isDryRun: Bool, preparing prepare: (Database) throws -> Void,
    _ body: (WriteTransaction) throws -> T
  ) throws -> (value: T, operation: OperationSummary) {
    try underLock { database in
      // Foreign keys are checked at COMMIT, so that rows may be written in any order.
      try database.execute(sql: "BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON")
      do {
        try prepare(database)
        let transaction = try WriteTransaction(database, request: request)
        let value = try body(transaction)
        let summary = try transaction.finish()
        try database.execute(sql: isDryRun ? "ROLLBACK" : "COMMIT")
        return (value, summary)
      } catch {
        if database.isInsideTransaction { try? database.execute(sql: "ROLLBACK") }
        throw error
      }
    }
  }

  /// Copies one consistent state into another database, page by page.
  func backUp(into copy: DatabaseQueue) throws {
    try queue.backup(to: copy)
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

  /// Empties the write-ahead log when it exceeds about 250 pages, also after a rollback.
  ///
  /// Readers that still need it are not waited for: the next writer tries again.
  private func checkpointIfLarge(_ database: Database) {
    var information = stat()
    guard stat(Self.databasePath(in: directory) + "-wal", &information) == 0,
      information.st_size > 250 * 4096
    else { return }
    sqlite3_busy_timeout(database.sqliteConnection, 0)
    sqlite3_wal_checkpoint_v2(
      database.sqliteConnection, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    sqlite3_busy_timeout(database.sqliteConnection, 5000)
  }

  private func translatingErrors<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreFailure.userError(for: error)
    }
  }
}
