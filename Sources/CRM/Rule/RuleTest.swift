import Catalogue
import Store
import Tabular
import Values

/// `crm rule test NAME`: which records a rule would touch if it were asked about all of them now.
///
/// Whether it acts or not; so a rule can be tried before it is let loose.
package struct RuleTest {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// The records in the order of their ids; relative dates count from the day.
  package func feed(of name: String, asOf day: Day?) throws -> RowFeed {
    let query = try session.read { db in
      let id = try ReferenceResolver(.rule, session: session, in: db).id(for: name)
      return try records(touchedBy: id, asOf: day, in: db)
    }
    let chinese = session.language == .chinese
    return RowFeed(
      columns: [
        Column("ref", label: chinese ? "记录" : "Record", kind: .text),
        Column("title", label: chinese ? "名称" : "Title", kind: .text),
        Column("field", label: chinese ? "字段" : "Field", kind: .text),
        Column("before", label: chinese ? "之前" : "Before", kind: .text),
        Column("after", label: chinese ? "之后" : "After", kind: .text),
      ], query: query)
  }

  private func records(
    touchedBy id: Int64, asOf day: Day?, in db: ReadTransaction
  ) throws -> SQL {
    let book = try RuleBook(
      where: """
        id = \(id) OR active = 1 AND EXISTS (SELECT 1 FROM rule o
          WHERE o.id = \(id) AND o.kind = rule.kind AND o.noun = rule.noun AND o.field IS rule.field)
        """, asOf: day, session: session, in: db
    ) { throw $0 }
    guard let place = book.rules.firstIndex(where: { $0.rule.id == id }) else {
      throw UserError.bug("there is no rule \(id)")
    }
    let rule = book.rules[place]
    var conditions: [SQL] = ["r.deleted_at IS NULL", rule.condition]
    var change: SQL = "NULL, NULL, NULL"
    if rule.kind == RuleKind.classification.name {
      let field = try ClassifiedField(rule.value("field"), of: rule.noun)
      let value = field.stored(rule.value("value"))
      let column: SQL = "r.\(identifier: field.field.column)"
      change = "\(field.field.name), CAST(\(column) AS TEXT), CAST(\(value) AS TEXT)"
      // Rules in front of it that hold decide before it.
      conditions += book.rules[..<place].map { "NOT \($0.condition)" }
      conditions.append("\(column) IS NOT \(value)")
      let classification: Int64? = try db.value(
        """
        SELECT id FROM classification
        WHERE noun = \(rule.noun.name) AND field = \(field.field.name) AND deleted_at IS NULL
        """)
      if let classification {
        conditions.append("NOT \(ClassificationPins.isPinned(classification))")
      }
    }
    if rule.kind == RuleKind.automation.name {
      let reader = try FieldReader(.option, session: session, db: db)
      let automation = try AutomationRule(rule, session: session, reader: reader)
      if let mark = automation.mark(onScheduleOf: nil) {
        conditions.append(automation.hasNotActed(for: mark))
      }
    }
    return """
      SELECT \(rule.noun.name) || '/' || r.id, r.\(identifier: rule.noun.titleField), \(change)
      FROM \(identifier: rule.noun.table) r WHERE \(conditions.conjunction()) ORDER BY r.id
      """
  }
}
