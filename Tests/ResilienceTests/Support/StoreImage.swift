import CStoreShim
import Testing

/// Everything that the tables of a store hold, history included, to compare states by.
///
/// Read with SQLite itself, so that it says what is in the file and not what `crm` believes.
struct StoreImage: Equatable, CustomStringConvertible {
  /// The rows of each table, as text.
  private(set) var tables: [String: [String]] = [:]

  init(of directory: String) throws {
    let database = try Connection(directory)
    for table in try database.column(
      "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    {
      let names = try database.column("SELECT name FROM pragma_table_info('\(table)')")
      let list = names.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
      tables[table] = try database.column("SELECT \(list) FROM \"\(table)\" ORDER BY 1")
    }
  }

  var description: String { "the rows of \(tables.count) tables" }

  /// The names of tables that differ, for messages that can be read.
  func difference(from other: StoreImage) -> [String] {
    Set(tables.keys).union(other.tables.keys).filter { tables[$0] != other.tables[$0] }.sorted()
  }

  /// What SQLite finds wrong with the file; nothing for a sound one.
  static func defects(of directory: String) throws -> [String] {
    let database = try Connection(directory)
    return try database.column("PRAGMA integrity_check").filter { $0 != "ok" }
      + database.column("PRAGMA foreign_key_check")
  }

  /// The first column of a query.
  static func column(_ query: String, in directory: String) throws -> [String] {
    try Connection(directory).column(query)
  }
}

/// A connection that leaves the write-ahead log as it is.
private final class Connection {
  private var database: OpaquePointer?

  init(_ directory: String) throws {
    let path = directory + "/store.sqlite"
    // A log left by a killed process can be read only by one who may write.
    try #require(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
    sqlite3_busy_timeout(database, 5000)
    if let database { crm_sqlite_configure(database) }
  }

  deinit { sqlite3_close(database) }

  func column(_ query: String) throws -> [String] {
    var statement: OpaquePointer?
    defer { sqlite3_finalize(statement) }
    let code = sqlite3_prepare_v2(database, query, -1, &statement, nil)
    try #require(code == SQLITE_OK, "\(query): \(String(cString: sqlite3_errmsg(database)))")
    var values: [String] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        values.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "NULL")
      case SQLITE_DONE: return values
      default:
        Issue.record("\(query): \(String(cString: sqlite3_errmsg(database)))")
        return values
      }
    }
  }
}
