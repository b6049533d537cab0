import CStoreShim
import GRDB
import Glibc
import Values

extension Store {
  /// Makes a new store; the body fills it.
  ///
  /// The database is built in a folder of its own and moved to its place when it is complete and
  /// on the disk. So there is a whole store or none, whenever the program is killed, and the next
  /// attempt starts afresh; a failure leaves nothing behind.
  package static func create<T>(
    in directory: String, schema: Schema, request: OperationRequest,
    _ body: (WriteTransaction) throws -> T
  ) throws -> T {
    try refuseExisting(in: directory)
    let isNew = mkdir(directory, 0o700) == 0
    guard isNew || errno == EEXIST else { throw cannotMake(directory) }
    do {
      // Two that make the same store: the second waits, and finds it.
      let lock = try WriterLock(
        path: lockPath(in: directory), milliseconds: 5000, holder: "'crm init'")
      return try withExtendedLifetime(lock) {
        try refuseExisting(in: directory)
        let draft = directory + "/new"
        discardDraft(draft)
        defer { discardDraft(draft) }
        let result = try fill(draft, schema: schema, request: request, body)
        let path = databasePath(in: directory)
        guard rename(databasePath(in: draft), path) == 0 else { throw cannotMake(path) }
        guard synchronize(directory), !isNew || synchronize(directory + "/..") else {
          let failure = cannotMake(path)
          unlink(path)
          throw failure
        }
        return result
      }
    } catch {
      if !exists(in: directory) {
        unlink(lockPath(in: directory))
        if isNew { rmdir(directory) }
      }
      throw error
    }
  }

  /// Builds the database in a folder that nobody else knows.
  private static func fill<T>(
    _ draft: String, schema: Schema, request: OperationRequest,
    _ body: (WriteTransaction) throws -> T
  ) throws -> T {
    guard mkdir(draft, 0o700) == 0 else { throw cannotMake(draft) }
    let descriptor = open(databasePath(in: draft), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw cannotMake(databasePath(in: draft)) }
    close(descriptor)
    let store = try Store(directory: draft, mode: .writing)
    return try store.translatingErrors {
      try store.queue.inDatabase { database in
        // A draft that fails is thrown away, so its journal need not survive anything.
        try database.run(script: "PRAGMA journal_mode = MEMORY")
        // Larger pages than the default: a fifth less work on imports of a million, and no more on
        // a single change, most of whose time is the sync.
        try database.run(script: "PRAGMA page_size = 16384")
        try database.run(script: "PRAGMA application_id = \(Schema.applicationID)")
      }
      let result = try store.transact(
        request, isDryRun: false,
        preparing: { database in
          for script in schema.migrations { try database.run(script: script()) }
          try database.run(script: "PRAGMA user_version = \(schema.version)")
        }, body)
      if !isNetworked(draft) {
        try store.queue.inDatabase { try $0.run(script: "PRAGMA journal_mode = WAL") }
      }
      try store.queue.close()
      return result.value
    }
  }

  private static func refuseExisting(in directory: String) throws {
    guard exists(in: directory) else { return }
    throw UserError(
      .conflict, "\(directory) already holds a store",
      hints: ["use it with --store \(directory)", "or name another directory"])
  }

  /// Removes what a failed or killed attempt left.
  private static func discardDraft(_ draft: String) {
    for suffix in ["", "-journal", "-wal", "-shm"] { unlink(databasePath(in: draft) + suffix) }
    unlink(lockPath(in: draft))
    rmdir(draft)
  }

  private static func cannotMake(_ path: String) -> UserError {
    UserError(.inputOutput, "cannot make \(path): \(String(cString: strerror(errno)))")
  }

  /// Whether the directory lies on a network file system, where a write-ahead log is not safe.
  package static func isNetworked(_ directory: String) -> Bool {
    // NFS, SMB, CIFS, SMB2, AFS, CODA, FUSE (sshfs).
    [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x5346_414F, 0x7375_7245, 0x6573_5546]
      .contains(crm_file_system_type(directory))
  }

  /// Makes a file, or the names in a directory, survive a power cut.
  static func synchronize(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}
