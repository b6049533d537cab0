import CStoreShim
import Values

/// A prepared INSERT that runs for one row after the other.
///
/// It is used by one thread at a time: that of the transaction, or the `InsertPipeline`'s.
final class InsertStatement: @unchecked Sendable {
  private let sql: String
  private let pointer: OpaquePointer
  /// The columns that the previous row has bound.
  private var bound: [Int32] = []
  /// The number of the last row that bound each column.
  private var lastBound: [Int]
  private var row = 0

  /// The columns are the parameters of the statement, counted from zero.
  init(_ sql: SQL, columns: Int, connection: OpaquePointer?) throws {
    self.sql = sql.text
    var pointer: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, sql.text, -1, 0, &pointer, nil)
    guard code == SQLITE_OK, let pointer else {
      throw StoreFailure.userError(
        code: code, message: String(cString: sqlite3_errmsg(connection)), sql: sql.text)
    }
    self.pointer = pointer
    lastBound = Array(repeating: 0, count: columns)
  }

  deinit {
    sqlite3_finalize(pointer)
  }

  /// Binds what differs from NULL and inserts the row.
  func run(
    _ values: UnsafeBufferPointer<RowBlock.Value>, texts: UnsafeBufferPointer<UInt8>
  ) throws {
    row += 1
    for value in values {
      bind(value, texts: texts)
      lastBound[Int(value.column)] = row
    }
    for column in bound where lastBound[Int(column)] != row {
      sqlite3_bind_null(pointer, column + 1)
    }
    bound.removeAll(keepingCapacity: true)
    for value in values { bound.append(value.column) }
    let code = sqlite3_step(pointer)
    guard code == SQLITE_DONE else {
      let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer)))
      sqlite3_reset(pointer)
      throw StoreFailure.userError(code: code, message: message, sql: sql)
    }
    sqlite3_reset(pointer)
  }

  private func bind(_ value: RowBlock.Value, texts: UnsafeBufferPointer<UInt8>) {
    let position = value.column + 1
    if value.count < 0 {
      sqlite3_bind_int64(pointer, position, value.content)
    } else if value.count == 0 {
      sqlite3_bind_text(pointer, position, "", 0, StaticBytes.copied)
    } else if let start = texts.baseAddress {
      // The bytes stay where they are until the row is inserted.
      (start + Int(value.content)).withMemoryRebound(to: CChar.self, capacity: Int(value.count)) {
        _ = sqlite3_bind_text64(
          pointer, position, $0, UInt64(value.count), StaticBytes.inPlace, UInt8(SQLITE_UTF8))
      }
    }
  }
}
