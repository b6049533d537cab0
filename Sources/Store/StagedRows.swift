import Values

/// Rows that a load puts aside in a temporary table until a set-based statement can use them.
///
/// Nothing of it is recorded, and it costs memory only within SQLite's cache.
package final class StagedRows {
  package let table: SQL
  package private(set) var count = 0
  private let transaction: WriteTransaction
  private let statement: InsertStatement

  /// Makes `temp.NAME`, empty; `conflict` is the clause for a row whose key is there already.
  package init(
    _ name: String, columns: SQL, width: Int, conflict: SQL = "", in transaction: WriteTransaction
  ) throws {
    self.transaction = transaction
    table = "temp.\(identifier: name)"
    try transaction.makeWorkTable(name, columns: columns)
    let places = SQL(text: "?" + String(repeating: ", ?", count: width - 1))
    statement = try transaction.makeInsert(
      "INSERT INTO \(table) VALUES (\(places)) \(conflict)", columns: width)
  }

  package func append(_ values: [Scalar]) throws {
    try transaction.inserts.insert(with: statement) { block in
      for (column, value) in values.enumerated() { block.append(column, value) }
    }
    count += 1
  }
}
