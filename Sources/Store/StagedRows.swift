import CStoreShim
import GRDB
import Values

/// Rows that a load puts aside in a temporary table until a set-based statement can use them.
///
/// Nothing of it is recorded, and it costs memory only within SQLite's cache.
package final class StagedRows {
  package let table: SQL
  package private(set) var count = 0
  private let transaction: WriteTransaction
  private let statement: Statement

  /// Makes `temp.NAME`, empty; `conflict` is the clause for a row whose key is there already.
  package init(
    _ name: String, columns: SQL, width: Int, conflict: SQL = "", in transaction: WriteTransaction
  ) throws {
    self.transaction = transaction
    table = "temp.\(identifier: name)"
    try transaction.makeWorkTable(name, columns: columns)
    let places = SQL(text: "?" + String(repeating: ", ?", count: width - 1))
    let sql: SQL = "INSERT INTO \(table) VALUES (\(places)) \(conflict)"
    do {
      statement = try transaction.database.makeStatement(sql: sql.text)
    } catch let error as DatabaseError {
      throw StoreFailure.userError(for: error)
    }
  }

  package func append(_ values: [Scalar]) throws {
    try transaction.bind(values, to: statement.sqliteStatement, of: statement.sql)
    let pointer = statement.sqliteStatement
    let code = sqlite3_step(pointer)
    sqlite3_reset(pointer)
    guard code == SQLITE_DONE else {
      throw StoreFailure.userError(for: transaction.failure(code, sql: statement.sql))
    }
    count += 1
  }
}
