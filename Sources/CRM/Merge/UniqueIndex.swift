import Store

/// Columns of a table whose values together are unique.
struct UniqueIndex {
  let columns: [String]
  /// Only rows of which this is true count, as the schema says it; nil: all.
  let condition: SQL?

  /// The unique indexes of a table that have the column.
  static func all(
    of table: String, with column: String, in db: ReadTransaction
  ) throws -> [UniqueIndex] {
    try db.rows(
      """
      SELECT l.name, iif(l.partial, s.sql, NULL) FROM pragma_index_list(\(table)) l
      LEFT JOIN sqlite_schema s ON s.type = 'index' AND s.name = l.name
      WHERE l."unique" ORDER BY l.seq
      """, as: String.self, String?.self
    ).compactMap { name, definition in
      let columns: [String?] = try db.values(
        "SELECT name FROM pragma_index_info(\(name)) ORDER BY seqno")
      guard columns.contains(column) else { return nil }
      return UniqueIndex(
        columns: columns.compactMap { $0 }, condition: definition.flatMap(condition))
    }
  }

  private static func condition(of definition: String) -> SQL? {
    // Names of columns are all that stands in front of it.
    let words = definition.split(separator: "WHERE", maxSplits: 1)
    return words.count == 2 ? SQL(text: "(\(words[1]))") : nil
  }
}
