import Store
import Testing

/// Everything that a store holds, the journal aside: what undo has to bring back to the byte.
struct StoreDump {
  /// The rows of each table, one text a row.
  let tables: [String: [String]]

  private static let journal: Set<String> = [
    "operation", "change", "creation", "removal", "counter",
  ]

  init(_ db: ReadTransaction) throws {
    var tables: [String: [String]] = [:]
    for table in try db.values(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
      as: String.self) where !Self.journal.contains(table)
    {
      let columns: [String] = try db.values("SELECT name FROM pragma_table_info(\(table))")
      let quoted = columns.map { "quote(\(identifier: $0))" as SQL }.joined(separator: ", ")
      tables[table] = try db.values(
        "SELECT json_array(\(quoted)) FROM \(identifier: table) ORDER BY 1")
    }
    self.tables = tables
  }

  /// The tables that differ.
  func differences(from other: StoreDump) -> [String] {
    Set(tables.keys).union(other.tables.keys).filter { tables[$0] != other.tables[$0] }.sorted()
  }
}
