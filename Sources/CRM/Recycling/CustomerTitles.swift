import Store

/// The names of many customers, looked up by the thousand, so that nothing holds a million of them.
enum CustomerTitles {
  /// Calls the body for every row with the name of the customer that it is about.
  static func forEach<Row>(
    _ rows: [Row], _ customer: KeyPath<Row, Int64>, in db: ReadTransaction,
    _ body: (Row, String) throws -> Void
  ) throws {
    var start = 0
    while start < rows.count {
      let part = rows[start..<min(start + 1000, rows.count)]
      let names = try names(
        "SELECT id, name FROM customer WHERE id IN \(ids: part.map { $0[keyPath: customer] })",
        in: db)
      for row in part { try body(row, names[row[keyPath: customer]] ?? "") }
      start = part.endIndex
    }
  }

  /// The texts of a query by their ids.
  static func names(_ query: SQL, in db: ReadTransaction) throws -> [Int64: String] {
    var names: [Int64: String] = [:]
    for (id, name) in try db.rows(query, as: Int64.self, String.self) { names[id] = name }
    return names
  }
}
