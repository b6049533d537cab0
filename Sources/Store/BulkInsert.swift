import CStoreShim
import GRDB
import Values

/// One prepared INSERT that runs many times, with values bound in place.
///
/// Ids are consecutive. It belongs to the transaction that made it; `finish` notes the records as
/// created by the operation.
package final class BulkInsert {
  private let transaction: WriteTransaction
  private let table: String
  private let statement: Statement
  private let pointer: OpaquePointer
  private let firstID: Int64
  package private(set) var nextID: Int64

  package init(into table: String, columns: [String], in transaction: WriteTransaction) throws {
    self.transaction = transaction
    self.table = table
    firstID = try transaction.reserveIDs(table, count: 0)
    nextID = firstID
    let sql: SQL = """
      INSERT INTO \(identifier: table) (id, \(identifiers: columns))
      VALUES (\(SQL(text: "?" + String(repeating: ", ?", count: columns.count))))
      """
    do {
      statement = try transaction.database.makeStatement(sql: sql.text)
    } catch let error as DatabaseError {
      throw StoreFailure.userError(for: error)
    }
    pointer = statement.sqliteStatement
  }

  /// How many records were inserted so far.
  package var count: Int { Int(nextID - firstID) }

  /// Binds a column (counted from zero, without the id).
  ///
  /// The bytes must stay until `insert`.
  package func bind(_ column: Int, text: UnsafeBufferPointer<UInt8>) {
    let position = Int32(column + 2)
    guard let start = text.baseAddress, !text.isEmpty else {
      sqlite3_bind_text(pointer, position, "", 0, StaticBytes.copied)
      return
    }
    start.withMemoryRebound(to: CChar.self, capacity: text.count) { characters in
      _ = sqlite3_bind_text64(
        pointer, position, characters, UInt64(text.count), StaticBytes.inPlace, UInt8(SQLITE_UTF8))
    }
  }

  package func bind(_ column: Int, integer: Int64) {
    sqlite3_bind_int64(pointer, Int32(column + 2), integer)
  }

  package func bindNull(_ column: Int) {
    sqlite3_bind_null(pointer, Int32(column + 2))
  }

  /// Inserts the bound row and returns its id.
  @discardableResult
  package func insert() throws -> Int64 {
    let id = nextID
    sqlite3_bind_int64(pointer, 1, id)
    let code = sqlite3_step(pointer)
    sqlite3_reset(pointer)
    guard code == SQLITE_DONE else {
      throw StoreFailure.userError(for: transaction.failure(code, sql: statement.sql))
    }
    nextID += 1
    return id
  }

  /// Notes what was inserted and returns its ids.
  package func finish() throws -> Range<Int64> {
    sqlite3_clear_bindings(pointer)
    if nextID > firstID {
      _ = try transaction.reserveIDs(table, count: count)
      transaction.recordCreation(table, firstID...(nextID - 1))
    }
    return firstID..<nextID
  }
}
