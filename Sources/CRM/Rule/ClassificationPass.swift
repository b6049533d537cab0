import Catalogue
import Store
import Values

/// Gives fields that rules decide the values of the first rules that match.
final class ClassificationPass {
  /// A field, and the rules that decide it.
  struct Decision {
    let id: Int64
    let name: String
    let noun: Noun
    let field: ClassifiedField
    let onNone: NoMatch
    let rules: [ActiveRule]

    /// Whether a condition may read what the decision changes.
    var readsItself: Bool {
      rules.flatMap(\.dependencies).contains { dependency in
        [field.field.column, "updated_at"].contains { column in
          dependency.source == .column(column, of: noun.table)
        }
      }
    }

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
  /// Up to when a decision knows what the operation did, by its id.
  private var known: [Int64: OperationMoment] = [:]
  private let db: WriteTransaction

  init(_ book: RuleBook, session: Session, in db: WriteTransaction) throws {
    self.db = db
    let reader = try FieldReader(.option, session: session, db: db)
    decisions = try db.rows(
      """
      SELECT id, name, noun, field, on_none FROM classification
      WHERE mode = 'rules' AND deleted_at IS NULL ORDER BY id
      """, as: Int64.self, String.self, String.self, String.self, String.self
    ).compactMap { id, name, nounName, field, onNone in
      guard !book.leavesOut(field, of: nounName) else { return nil }
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
  ///
  /// What a decision has seen already, because others followed it in a round, it does not look at
  /// again.
  func run(_ round: OperationSpan) throws {
    for decision in decisions {
      let span = known[decision.id].map { OperationSpan(since: $0, in: db) } ?? round
      let own = ConditionDependency(
        source: .column(decision.field.field.column, of: decision.noun.table), way: [])
      let touched = span.touched(
        decision.noun, by: decision.rules.flatMap(\.dependencies) + [own],
        and: span.unpinned(decision.id))
      if let touched {
        try decide(decision, where: touched)
      } else {
        known[decision.id] = db.moment()
      }
    }
  }

  /// Decides for all records.
  func runForAll(where isWanted: (Decision) -> Bool) throws {
    for decision in decisions where isWanted(decision) { try decide(decision, where: "1") }
  }

  private func decide(_ decision: Decision, where touched: SQL) throws {
    let begin = db.moment()
    var choices = decision.rules.map {
      WriteTransaction.ChoiceOfValue(decision.field.stored($0.value("value")), cause: $0.cause)
    }
    switch decision.onNone {
    case .keep: break
    case .clear: choices.append(.init(.null, cause: decision.cause))
    case .value(let text):
      choices.append(.init(decision.field.stored(text), cause: decision.cause))
    }
    try db.update(
      decision.noun.table, decision.field.field.column, to: choices, by: decision.match,
      where: """
        \(touched) AND r.deleted_at IS NULL AND NOT \(ClassificationPins.isPinned(decision.id))
        """)
    known[decision.id] = decision.readsItself ? begin : db.moment()
  }
}
