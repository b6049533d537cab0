import CStoreShim
import GRDB
import Values

/// Queries against one consistent state of the store.
package class ReadTransaction {
  let database: Database
  private let statements: StatementCache

  init(_ database: Database) throws {
    guard let connection = database.sqliteConnection else {
      throw UserError.bug("the connection is closed")
    }
    self.database = database
    statements = StatementCache(connection: connection)
  }

  /// Called before every statement: whatever else uses the connection has to end first.
  func settle() throws {}

  /// Runs the query and hands every row to the body, without copying; the body returns false to
  /// stop early.
  package func stream(
    _ sql: SQL, _ body: (borrowing RowCursor) throws -> Bool
  ) throws {
    try settle()
    do {
      let statement = try statements.takeOut(sql.text)
      defer { statements.putBack(statement, sql.text) }
      try bind(sql.values, to: statement, of: sql.text)
      let cursor = RowCursor(statement: statement)
      while true {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: if try !body(cursor) { return }
        case SQLITE_DONE: return
        case let code: throw failure(code, sql: sql.text)
        }
      }
    } catch let error as DatabaseError {
      throw StoreFailure.userError(for: error)
    }
  }

  /// All rows, decoded by position.
  package func rows<each V: StoredValue>(
    _ sql: SQL, as types: repeat (each V).Type
  ) throws -> [(repeat each V)] {
    var rows: [(repeat each V)] = []
    try stream(sql) { cursor in
      rows.append(try Self.decode(cursor, as: repeat each types))
      return true
    }
    return rows
  }

  /// The first row, decoded by position.
  package func row<each V: StoredValue>(
    _ sql: SQL, as types: repeat (each V).Type
  ) throws -> (repeat each V)? {
    var row: [(repeat each V)] = []
    try stream(sql) { cursor in
      row.append(try Self.decode(cursor, as: repeat each types))
      return false
    }
    return row.first
  }

  /// The first column of all rows.
  package func values<V: StoredValue>(_ sql: SQL, as type: V.Type = V.self) throws -> [V] {
    var values: [V] = []
    try stream(sql) { cursor in
      values.append(try cursor.value(0))
      return true
    }
    return values
  }

  /// The first column of the first row.
  package func value<V: StoredValue>(_ sql: SQL, as type: V.Type = V.self) throws -> V? {
    var value: V?
    try stream(sql) { cursor in
      value = try cursor.value(0, as: V.self)
      return false
    }
    return value
  }

  package func exists(_ sql: SQL) throws -> Bool {
    var found = false
    try stream(sql) { _ in
      found = true
      return false
    }
    return found
  }

  private static func decode<each V: StoredValue>(
    _ cursor: borrowing RowCursor, as types: repeat (each V).Type
  ) throws -> (repeat each V) {
    var column = -1
    func next() -> Int {
      column += 1
      return column
    }
    return (repeat try cursor.value(next(), as: each types))
  }

  /// Runs a statement that returns nothing.
  ///
  /// Only the journal, bulk loads and schema changes do.
  func run(_ sql: SQL) throws {
    try stream(sql) { _ in true }
  }

  /// How many rows the last statement inserted, updated or deleted.
  var changedRows: Int { Int(sqlite3_changes64(database.sqliteConnection)) }

  /// Binds the values to the parameters of a prepared statement, in order.
  func bind(_ values: [Scalar], to statement: OpaquePointer, of sql: String) throws {
    for (index, value) in values.enumerated() {
      let position = Int32(index + 1)
      let code =
        switch value {
        case .null: sqlite3_bind_null(statement, position)
        case .integer(let integer): sqlite3_bind_int64(statement, position, integer)
        case .text(let text):
          sqlite3_bind_text64(
            statement, position, text, UInt64(text.utf8.count), StaticBytes.copied,
            UInt8(SQLITE_UTF8))
        }
      guard code == SQLITE_OK else { throw failure(code, sql: sql) }
    }
  }

  func failure(_ code: Int32, sql: String) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: String(cString: sqlite3_errmsg(database.sqliteConnection)), sql: sql)
  }
}

/// The destructor values of sqlite3_bind_*, whose macros Swift does not import.
enum StaticBytes {
  /// The bytes stay where they are until the statement has run.
  static let inPlace = unsafeBitCast(0, to: sqlite3_destructor_type?.self)
  /// SQLite makes its own copy.
  static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type?.self)
}
