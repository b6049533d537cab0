import Glibc
import Store
import Testing
import Values

/// A store with two small tables in a temporary directory.
final class TestDatabase {
  static let schema = Schema([
    {
      JournalSchema.sql + """
        CREATE TABLE "user" (id INTEGER PRIMARY KEY, login TEXT) STRICT;
        CREATE TABLE thing (
          id INTEGER PRIMARY KEY, name TEXT NOT NULL, size INTEGER, owner INTEGER REFERENCES thing(id),
          width INTEGER, height INTEGER, updated_at TEXT) STRICT;
        CREATE TABLE event (
          id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, undone_by INTEGER) STRICT;
        """
    }
  ])
  static let retained = [
    RetainedTable("event", marker: "undone_by", subject: .init(table: "thing", column: "thing"))
  ]

  let directory: String
  private var seconds: Int64 = 1_772_326_800

  init() throws {
    var template = Array("/tmp/crm-store-test-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    directory = String(cString: made)
    try Store.create(in: directory, schema: Self.schema, request: request()) { _ in }
  }

  deinit {
    for name in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm", "lock"] {
      unlink("\(directory)/\(name)")
    }
    rmdir(directory)
  }

  /// A request one second after the one before.
  func request(undoes: Int64? = nil) -> OperationRequest {
    seconds += 1
    return OperationRequest(
      at: Instant(seconds: seconds), actor: nil, systemAccount: "tester", command: "[\"test\"]",
      undoes: undoes)
  }

  func open(_ mode: Store.Mode = .writing) throws -> Store {
    try Store(openAt: directory, mode: mode, schema: Self.schema)
  }

  @discardableResult
  func write<T>(_ body: (WriteTransaction) throws -> T) throws -> (
    value: T, operation: OperationSummary
  ) {
    try open().write(request(), body)
  }

  func undo(_ operation: Int64, partial: Bool = false) throws -> [Undo.Conflict] {
    let result = try open().write(request(undoes: operation)) { db in
      let conflicts = try Undo(operation, in: db, retaining: Self.retained).run(isPartial: partial)
      guard conflicts.isEmpty || partial else { throw Refusal(conflicts: conflicts) }
      return conflicts
    }
    return result.value
  }

  struct Refusal: Error {
    var conflicts: [Undo.Conflict]
  }

  /// All things and events as text, for comparing states.
  func state() throws -> [String] {
    try open(.reading).read { db in
      try db.values(
        """
        SELECT 'thing ' || json_array(id, name, size, owner, updated_at) FROM thing
        UNION ALL SELECT 'event ' || json_array(id, thing) FROM event WHERE undone_by IS NULL
        ORDER BY 1
        """)
    }
  }
}
