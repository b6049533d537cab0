import Store

/// The names of many customers and leads, looked up by the thousand, so that nothing holds a million
/// of them.
enum HeldTitles {
  /// Calls the body for every row with the name of the record that it is about.
  static func forEach<Row>(
    _ rows: [Row], in db: ReadTransaction, record: (Row) -> (holding: PoolHolding, id: Int64),
    _ body: (Row, String) throws -> Void
  ) throws {
    var start = 0
    while start < rows.count {
      let part = rows[start..<min(start + 1000, rows.count)]
      var names: [PoolHolding: [Int64: String]] = [:]
      for holding in PoolHolding.allCases {
        let ids = part.map(record).filter { $0.holding == holding }.map(\.id)
        guard !ids.isEmpty else { continue }
        names[holding] = try self.names(
          "SELECT id, name FROM \(identifier: holding.table) WHERE id IN \(ids: ids)", in: db)
      }
      for row in part {
        let (holding, id) = record(row)
        try body(row, names[holding]?[id] ?? "")
      }
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
