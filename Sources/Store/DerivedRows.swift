import Values

/// Rows that follow from records and can be made again from them, such as an index of words.
///
/// They are no part of the history: no undo brings them back, and whoever keeps them compares them
/// with what the journal says.
package final class DerivedRows {
  private let transaction: WriteTransaction
  private let statement: InsertStatement
  private let width: Int

  /// Rows for these columns of the table, each in the place of one with the same key.
  package init(of table: String, columns: [String], in transaction: WriteTransaction) throws {
    self.transaction = transaction
    width = columns.count
    let places = SQL(text: "?" + String(repeating: ", ?", count: width - 1))
    statement = try transaction.makeInsert(
      """
      INSERT OR REPLACE INTO \(identifier: table) (\(identifiers: columns)) VALUES (\(places))
      """, columns: width)
  }

  /// Adds a row: these values, and in its last column the text in UTF-8 when there is one.
  package func append(_ values: [Scalar], text: UnsafeBufferPointer<UInt8>? = nil) throws {
    try transaction.inserts.insert(with: statement) { block in
      for (column, value) in values.enumerated() { block.append(column, value) }
      if let text { block.append(width - 1, text: block.append(texts: text), count: text.count) }
    }
  }
}

extension WriteTransaction {
  /// Empties a table of derived rows.
  package func removeDerived(_ table: String) throws {
    try run("DELETE FROM \(identifier: table)")
  }
}
