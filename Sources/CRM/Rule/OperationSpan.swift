import Catalogue
import Store
import Values

/// What an operation did from one moment to the next, as queries of the records that it touched.
struct OperationSpan {
  private let db: WriteTransaction
  private let start: OperationMoment

  init(since start: OperationMoment, in db: WriteTransaction) {
    self.db = db
    self.start = start
  }

  /// The new records of a table, as a condition on the id; nil when there are none.
  func created(_ table: String, id: SQL) -> SQL? {
    let ranges = db.created(in: table, since: start).map {
      "\(id) BETWEEN \($0.lowerBound) AND \($0.upperBound)" as SQL
    }
    return ranges.isEmpty ? nil : "(\(ranges.joined(separator: " OR ")))"
  }

  /// The records of a table of which anything changed.
  func changed(_ table: String) -> SQL? {
    guard db.hasChanged(table, since: start) else { return nil }
    return "SELECT record FROM change WHERE \(changes(of: table))"
  }

  /// The rows of a table that are new or changed.
  func rows(of table: String) -> SQL? {
    let queries = [
      created(table, id: "id").map { "SELECT id FROM \(identifier: table) WHERE \($0)" as SQL },
      changed(table),
    ].compactMap { $0 }
    return queries.isEmpty ? nil : queries.joined(separator: " UNION ")
  }

  /// The records of a table of which the column changed.
  func changed(_ column: String, of table: String) -> SQL? {
    guard db.hasChanged(column, of: table, since: start) else { return nil }
    return
      "SELECT record FROM field_change change WHERE \(changes(of: table)) AND field = \(column)"
  }

  /// The records that new, changed and removed rows of a table belong to by a column, and those
  /// that they belonged to before.
  func owners(of table: String, by column: String) -> SQL? {
    var queries: [SQL] = []
    let owner: SQL = "SELECT \(identifier: column) FROM \(identifier: table)"
    if let created = created(table, id: "id") { queries.append("\(owner) WHERE \(created)") }
    if db.hasChanged(table, since: start) {
      queries.append("\(owner) WHERE id IN (SELECT record FROM change WHERE \(changes(of: table)))")
    }
    if db.hasChanged(column, of: table, since: start) {
      queries.append(
        "SELECT before FROM field_change change WHERE \(changes(of: table)) AND field = \(column)")
    }
    if db.hasTouched(table) {
      queries.append(
        """
        SELECT content ->> \("$." + column) FROM removal
        WHERE operation = \(db.operation) AND "table" = \(table)
        """)
    }
    return queries.isEmpty ? nil : queries.joined(separator: " UNION ")
  }

  /// The records that were handed back to the rules of a classification.
  func unpinned(_ classification: Int64) -> SQL? {
    guard db.hasTouched(ClassificationPins.table) else { return nil }
    return """
      SELECT content ->> '$.record' FROM removal
      WHERE operation = \(db.operation) AND "table" = \(ClassificationPins.table)
        AND content ->> '$.classification' = \(classification)
      """
  }

  /// The records of a noun for which conditions may hold now or no more, as a condition on `r`.
  ///
  /// They are those that are new or back, those that the dependencies lead to, and those of a further
  /// query; nil when there are none.
  func touched(
    _ noun: Noun, by dependencies: [ConditionDependency], and further: SQL? = nil
  ) -> SQL? {
    var parts = [created(noun.table, id: "r.id")].compactMap { $0 }
    let queries =
      [changed("deleted_at", of: noun.table), further].compactMap { $0 }
      + dependencies.compactMap { $0.touched(in: self) }
    if !queries.isEmpty { parts.append("r.id IN (\(queries.joined(separator: " UNION ")))") }
    return parts.isEmpty ? nil : "(\(parts.joined(separator: " OR ")))"
  }

  private func changes(of table: String) -> SQL { db.changes(of: table, since: start) }
}
