import Values

/// A change of so many rows of one table that its indexes are cheaper to build anew than to keep.
///
/// `begin` drops the table's indexes and triggers, inside the transaction; `finish` puts them back
/// as they were. Nobody else ever sees the table without them, whatever happens in between. Until
/// then nothing may look for rows by anything but their id.
package final class BulkLoad {
  /// What triggers keep row by row in a table beside, as two statements over a range of ids.
  package struct Derivation: Sendable {
    package var table: String
    /// Writes what belongs to new rows.
    package var fill: @Sendable (ClosedRange<Int64>) -> SQL
    /// Removes what belonged to removed rows.
    package var clear: @Sendable (ClosedRange<Int64>) -> SQL

    package init(
      of table: String, fill: @escaping @Sendable (ClosedRange<Int64>) -> SQL,
      clear: @escaping @Sendable (ClosedRange<Int64>) -> SQL
    ) {
      self.table = table
      self.fill = fill
      self.clear = clear
    }
  }

  private let transaction: WriteTransaction
  private let table: String
  private let derivations: [Derivation]
  private var dropped: [String] = []
  package private(set) var isActive = false

  package init(
    into table: String, derivations: [Derivation] = [], in transaction: WriteTransaction
  ) {
    self.transaction = transaction
    self.table = table
    self.derivations = derivations.filter { $0.table == table }
  }

  /// How many new rows are worth it: below, keeping the indexes, and looking every row up in them,
  /// costs less than building them and keeping the keys in memory.
  package static func threshold(existingRows: Int) -> Int { max(10_000, existingRows / 20) }

  /// The same for rows that are removed, which nobody looks up.
  package static func removalThreshold(remainingRows: Int) -> Int {
    max(10_000, remainingRows / 8)
  }

  /// Drops indexes and triggers before rows are inserted.
  ///
  /// The rows of the sample show what is coming: an index that has none of them, because it is
  /// limited to columns that they leave empty, costs nothing and stays.
  package func begin(sample: Range<Int64>) throws {
    let unused = try emptyColumns(sample)
    try drop { _, sql in Self.isLimited(sql, to: unused) }
  }

  /// Drops indexes and triggers before rows are removed.
  ///
  /// Where the table refers to itself the index stays: by it SQLite finds out, for every row that
  /// goes, whether another one needs it.
  package func beginRemoval() throws {
    let own: [String] = try transaction.values(
      """
      SELECT i.name FROM pragma_index_list(\(table)) i JOIN pragma_index_info(i.name) c
      JOIN pragma_foreign_key_list(\(table)) f ON f."from" = c.name
      WHERE c.seqno = 0 AND f."table" = \(table)
      """)
    try drop { name, _ in own.contains(name) }
  }

  private func drop(except isKept: (_ name: String, _ sql: String) -> Bool) throws {
    guard !isActive else { return }
    let objects = try transaction.rows(
      """
      SELECT type, name, sql FROM sqlite_schema
      WHERE tbl_name = \(table) AND type IN ('index', 'trigger') AND sql IS NOT NULL
      ORDER BY rowid
      """, as: String.self, String.self, String.self)
    for (type, name, sql) in objects where !isKept(name, sql) {
      try transaction.run("DROP \(SQL(text: type)) \(identifier: name)")
      dropped.append(sql)
    }
    isActive = true
  }

  /// The columns that none of the rows fills.
  private func emptyColumns(_ rows: Range<Int64>) throws -> [String] {
    try transaction.columns(of: table).filter { column in
      try !transaction.exists(
        """
        SELECT 1 FROM \(identifier: table)
        WHERE id >= \(rows.lowerBound) AND id < \(rows.upperBound)
          AND \(identifier: column) IS NOT NULL
        """)
    }
  }

  /// Whether an index has only rows that fill one of the columns.
  private static func isLimited(_ sql: String, to columns: [String]) -> Bool {
    let conditions = sql.split(separator: "WHERE").dropFirst().joined().split(separator: "AND")
    return conditions.contains { condition in
      let words = condition.split { $0 == " " || $0 == "\n" }
      return words.dropFirst().joined(separator: " ") == "IS NOT NULL"
        && columns.contains(String(words[0]))
    }
  }

  /// Puts everything back after rows were inserted, or removed, under these ids.
  package func finish(inserted: Range<Int64>? = nil, removed: Range<Int64>? = nil) throws {
    guard isActive else { return }
    // The sorter gets a second thread; for anything else SQLite uses none.
    try transaction.run("PRAGMA threads = 1")
    for sql in dropped { try transaction.run(SQL(text: sql)) }
    dropped = []
    isActive = false
    for derivation in derivations {
      if let removed, !removed.isEmpty {
        try transaction.run(derivation.clear(ClosedRange(removed)))
      }
      if let inserted, !inserted.isEmpty {
        try transaction.run(derivation.fill(ClosedRange(inserted)))
      }
    }
  }
}
