import Store
import Values

/// The groups that the rows of a report are by, and what `--ids` calls them.
struct ReportGroups {
  /// With more names than these a misspelt one is not compared.
  private static let mostCandidates = 10_000

  /// The groups, as `ReportDimension.groups` has them.
  let sql: SQL
  private let dimension: ReportDimension

  init(_ dimension: ReportDimension, sql: SQL) {
    self.dimension = dimension
    self.sql = sql
  }

  /// The condition that the key is that of the group which the text names; an empty one names none.
  ///
  /// The rows are what stands behind FROM, a WHERE included: they tell which keys have no name.
  func isGroup(
    _ key: SQL, named text: String, of rows: SQL, in db: ReadTransaction
  ) throws -> SQL {
    guard !text.isEmpty else { return "\(key) IS NULL" }
    if let named = try query(named: text, in: db) { return "\(key) IN (\(named))" }
    if let unit = dimension.calendar {
      guard unit.start(named: text) != nil else { throw isNoPeriod(text, unit) }
      return "0"
    }
    let isUnnamed: SQL = "\(key) = \(text) AND \(key) NOT IN (SELECT key FROM (\(sql)))"
    guard try db.exists("SELECT 1 FROM \(rows) AND \(isUnnamed) LIMIT 1") else {
      let others = try db.values(
        """
        SELECT DISTINCT \(key) FROM \(rows) AND typeof(\(key)) = 'text'
        LIMIT \(Self.mostCandidates)
        """, as: String.self)
      throw try unknown(text, among: others, in: db)
    }
    return isUnnamed
  }

  /// The keys, as texts, of the groups that the text names.
  func keys(named text: String, in db: ReadTransaction) throws -> [String] {
    guard let named = try query(named: text, in: db) else { throw try unknown(text, in: db) }
    return try db.values("SELECT CAST(key AS TEXT) FROM (\(named))", as: String.self)
  }

  /// The keys of the groups that have the name, or else the label or the code; nil where none has.
  private func query(named text: String, in db: ReadTransaction) throws -> SQL? {
    let conditions: [SQL] = ["name = \(text)", "\(text) IN (label_en, label_zh, code)"]
    for condition in conditions {
      let query: SQL = "SELECT key FROM (\(sql)) WHERE \(condition)"
      if try db.exists(query) { return query }
    }
    return nil
  }

  // MARK: Errors

  private func unknown(
    _ text: String, among others: [String] = [], in db: ReadTransaction
  ) throws -> UserError {
    let rows = try db.rows(
      "SELECT name, label_en, label_zh, code FROM (\(sql)) LIMIT \(Self.mostCandidates)",
      as: String?.self, String?.self, String?.self, String?.self)
    let named = rows.flatMap { row in [row.0, row.1, row.2, row.3] }
    let candidates = named.compactMap { $0 } + others
    var hints: [String] = []
    if let near = NearestNames.hint(for: text, among: candidates) {
      hints.append(near)
    } else if !rows.isEmpty, rows.count <= 12 {
      hints.append("one of: \(rows.compactMap { $0.0 }.joined(separator: ", "))")
    }
    return UserError(
      .notFound, "the report has no \(dimension.name) '\(text)'", hints: hints)
  }

  private func isNoPeriod(_ text: String, _ unit: ReportUnit) -> UserError {
    UserError(
      .notFound, "'\(text)' is no \(unit)", hints: ["a \(unit) is written \(unit.sample)"])
  }
}
