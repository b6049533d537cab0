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
    for rule in try StoredRule.all(where: "id IN \(ids: ids)", in: db) {
      var content = try RuleContent(
        kind: rule.kind, values: rule.values, session: session, reader: reader)
      try content.check()
      try db.update(
        "rule", where: "id = \(rule.id)",
        set: RuleContent.fields.map { ($0, "\(content.values[$0] ?? .null)") }, touching: false)
    }
  }
}
