import Values

/// Rows for one table, bound in place and inserted one after the other.
///
/// Ids are consecutive. It belongs to the transaction that made it; `finish` notes the records as
/// created by the operation.
package final class BulkInsert {
  /// The values of one row, by column (counted from zero, without the id).
  ///
  /// What is not bound is NULL.
  package struct Row: ~Copyable {
    fileprivate let block: RowBlock

    package func bind(_ column: Int, text: String) {
      var text = text
      text.withUTF8 { bind(column, text: append(texts: $0), count: $0.count) }
    }

    /// Binds the bytes of a text.
    package func bind(_ column: Int, text: [UInt8]) {
      text.withUnsafeBufferPointer { bind(column, text: append(texts: $0), count: $0.count) }
    }

    /// Takes the texts of several columns in one piece and returns where it begins.
    package func append(texts: UnsafeBufferPointer<UInt8>) -> Int { block.append(texts: texts) }

    /// Binds a part of the texts that were appended.
    package func bind(_ column: Int, text start: Int, count: Int) {
      block.append(column + 1, text: start, count: count)
    }

    package func bind(_ column: Int, integer: Int64) {
      block.append(column + 1, integer: integer)
    }
  }

  private let transaction: WriteTransaction
  private let table: String
  private let statement: InsertStatement
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
    statement = try transaction.makeInsert(sql, columns: columns.count + 1)
  }

  /// How many records were inserted so far.
  package var count: Int { Int(nextID - firstID) }

  /// Inserts the row that the body binds and returns its id.
  @discardableResult
  package func insert(_ bind: (borrowing Row) -> Void) throws -> Int64 {
    let id = nextID
    try transaction.inserts.insert(with: statement) { block in
      block.append(0, integer: id)
      bind(Row(block: block))
    }
    nextID += 1
    return id
  }

  /// Notes what was inserted and returns its ids.
  package func finish() throws -> Range<Int64> {
    if nextID > firstID {
      _ = try transaction.reserveIDs(table, count: count)
      transaction.recordCreation(table, firstID...(nextID - 1))
    }
    return firstID..<nextID
  }
}
