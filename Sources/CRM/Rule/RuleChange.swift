import Catalogue
import Store
import Values

/// A changed rule is checked like a new one, and so is one that comes back.
enum RuleChange {
  @Sendable
  static func changed(_ change: RecordChange) throws {
    try check(change.ids, in: change.db, session: change.session)
  }

  @Sendable
  static func presenceChanged(
    _ ids: [Int64], in db: WriteTransaction, session: Session
  ) throws {
    try check(ids, in: db, session: session)
  }

  private static func check(_ ids: [Int64], in db: WriteTransaction, session: Session) throws {
    let reader = try FieldReader(.option, session: session, db: db)
    let columns = RuleContent.fields
    var rules: [(id: Int64, kind: String, values: [String: Scalar])] = []
    try db.stream(
      """
      SELECT id, kind, \(identifiers: columns) FROM rule
      WHERE id IN \(ids: ids) AND deleted_at IS NULL ORDER BY id
      """
    ) { row in
      var values: [String: Scalar] = [:]
      for (index, column) in columns.enumerated() { values[column] = row.scalar(index + 2) }
      rules.append((try row.value(0), try row.value(1), values))
      return true
    }
    for rule in rules {
      var content = try RuleContent(
        kind: rule.kind, values: rule.values, session: session, reader: reader)
      try content.check()
      try db.update(
        "rule", where: "id = \(rule.id)",
        set: columns.map { ($0, "\(content.values[$0] ?? .null)") }, touching: false)
    }
  }
}
