import CStoreShim
import GRDB

/// Prepared statements of one transaction, by their text.
///
/// A statement is taken out while it runs, so that a query may run again inside its own loop. They
/// are prepared directly: GRDB's own preparation watches what every statement touches, which
/// nobody here asks for and which costs a quarter of the start-up.
final class StatementCache {
  private let connection: OpaquePointer
  private var idle: [String: OpaquePointer] = [:]

  init(connection: OpaquePointer) {
    self.connection = connection
  }

  deinit {
    for statement in idle.values { sqlite3_finalize(statement) }
  }

  /// A statement that nobody else uses, ready to be bound.
  func takeOut(_ sql: String) throws -> OpaquePointer {
    if let statement = idle.removeValue(forKey: sql) { return statement }
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, sql, -1, 0, &statement, nil)
    guard code == SQLITE_OK, let statement else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code == SQLITE_OK ? SQLITE_MISUSE : code),
        message: String(cString: sqlite3_errmsg(connection)), sql: sql)
    }
    return statement
  }

  /// Gives a statement back; when another of the same text already lies idle, one is enough.
  func putBack(_ statement: OpaquePointer, _ sql: String) {
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
    if let other = idle.updateValue(statement, forKey: sql) { sqlite3_finalize(other) }
  }
}
