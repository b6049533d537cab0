import Catalogue
import Store
import Values

/// Gives fields that rules decide the values of the first rules that match.
struct ClassificationPass {
  /// A field, and the rules that decide it.
  struct Decision {
    let id: Int64
    let name: String
    let noun: Noun
    let field: ClassifiedField
    let onNone: NoMatch
    let rules: [ActiveRule]

    /// What the history calls it when no rule matches.
    var cause: String { "classification:\(name)" }

    /// The number of the first rule that holds for the record `r`; the number of rules when none
    /// does.
    var match: SQL {
      guard !rules.isEmpty else { return "0" }
      let cases = rules.enumerated().map { "WHEN \($1.condition) THEN \($0)" as SQL }
      return "CASE \(cases.joined(separator: " ")) ELSE \(rules.count) END"
    }
  }

  let decisions: [Decision]
  private let session: Session
  private let db: WriteTransaction

  init(_ book: RuleBook, session: Session, in db: WriteTransaction) throws {
    self.session = session
    self.db = db
    let reader = try FieldReader(.option, session: session, db: db)
    decisions = try db.rows(
      """
      SELECT id, name, noun, field, on_none FROM classification
      WHERE mode = 'rules' AND deleted_at IS NULL ORDER BY id
      """, as: Int64.self, String.self, String.self, String.self, String.self
    ).map { id, name, nounName, field, onNone in
      let noun = try session.catalogue.ruledNoun(nounName)
      let classified = try ClassifiedField(field, of: noun)
      let rest: NoMatch
      do {
        rest = try NoMatch(onNone, of: classified, reader: reader)
      } catch let error as UserError where !error.isFailure {
        throw RuleBook.broken("classification '\(name)'", error)
      }
      return Decision(
        id: id, name: name, noun: noun, field: classified, onNone: rest,
        rules: book.rules.filter {
          $0.kind == RuleKind.classification.name && $0.noun.name == nounName
            && $0.value("field") == field
        })
    }
  }

  var isEmpty: Bool { decisions.isEmpty }

  /// Decides for the records that a stretch of the operation touched.
  func run(_ span: OperationSpan) throws {
    for decision in decisions {
      let own = ConditionDependency(
        source: .column(decision.field.field.column, of: decision.noun.table), way: [])
      let touched = span.touched(
        decision.noun, by: decision.rules.flatMap(\.dependencies) + [own],
        and: span.unpinned(decision.id))
      if let touched { try decide(decision, where: touched) }
    }
  }

  /// Decides for all records.
  func runForAll(where isWanted: (Decision) -> Bool) throws {
    for decision in decisions where isWanted(decision) { try decide(decision, where: "1") }
  }

  private func decide(_ decision: Decision, where touched: SQL) throws {
    try db.makeWorkTable("decided", columns: "id INTEGER PRIMARY KEY, rule INTEGER NOT NULL")
    let count = try db.fillWorkTable(
      "decided",
      select: """
        SELECT r.id, \(decision.match) FROM \(identifier: decision.noun.table) r
        WHERE \(touched) AND r.deleted_at IS NULL
          AND NOT \(ClassificationPins.isPinned(decision.id))
        """)
    guard count > 0 else { return }
    for (number, rule) in decision.rules.enumerated() {
      let value = decision.field.stored(rule.value("value"))
      try set(value, of: decision, number, cause: rule.cause)
    }
    switch decision.onNone {
    case .keep: break
    case .clear: try set(.null, of: decision, decision.rules.count, cause: decision.cause)
    case .value(let text):
      try set(
        decision.field.stored(text), of: decision, decision.rules.count, cause: decision.cause)
    }
  }

  private func set(
    _ value: Scalar, of decision: Decision, _ number: Int, cause: String
  ) throws {
    try db.causing(cause) {
      _ = try db.update(
        decision.noun.table, where: "id IN (SELECT id FROM temp.decided WHERE rule = \(number))",
        set: [(decision.field.field.column, "\(value)")])
    }
  }
}
