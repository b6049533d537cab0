import CStoreShim
import Values

/// The current row of a running query, read in place without copies.
///
/// Text is valid until the next row. The cursor never leaves the read that made it: it is handed to
/// a closure and cannot be stored.
package struct RowCursor: ~Copyable {
  let statement: OpaquePointer

  package var columnCount: Int { Int(sqlite3_column_count(statement)) }

  package func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
  }

  package func isInteger(_ column: Int) -> Bool {
    sqlite3_column_type(statement, Int32(column)) == SQLITE_INTEGER
  }

  /// Whether the column is a number, with decimals or without.
  package func isNumber(_ column: Int) -> Bool {
    isInteger(column) || sqlite3_column_type(statement, Int32(column)) == SQLITE_FLOAT
  }

  /// The integer of the column; zero for NULL.
  package func integer(_ column: Int) -> Int64 {
    sqlite3_column_int64(statement, Int32(column))
  }

  /// The bytes of the column's text; empty for NULL.
  package func text(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_text(statement, Int32(column))
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
  }

  package func scalar(_ column: Int) -> Scalar {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer(integer(column))
    default: .text(String(decoding: text(column), as: UTF8.self))
    }
  }

  /// The column as the type wanted; a mismatch is a bug of the query or a damaged store.
  package func value<V: StoredValue>(_ column: Int, as type: V.Type = V.self) throws -> V {
    guard let value = V(scalar: scalar(column)) else {
      throw UserError.bug("column \(column) does not hold \(type)")
    }
    return value
  }
}
