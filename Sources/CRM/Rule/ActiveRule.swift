import Catalogue
import Store
import Values

/// A rule that acts, with its condition on the record `r`.
struct ActiveRule {
  let id: Int64
  let name: String
  let kind: String
  let noun: Noun
  /// The condition as it is kept; nil: always.
  let text: String?
  let condition: SQL
  let dependencies: [ConditionDependency]
  /// The values of the fields that only some kinds have.
  let values: [String: Scalar]

  /// What the history calls it.
  var cause: String { "rule:\(name)" }

  /// The text of a field; an empty one when it has none.
  func value(_ field: String) -> String {
    if case .text(let text) = values[field] { text } else { "" }
  }
}

/// The rules that act, in their order.
struct RuleBook {
  private(set) var rules: [ActiveRule] = []
  private let session: Session
  private let db: ReadTransaction
  private let reader: FieldReader
  /// The day from which relative dates count.
  private let today: Day

  /// Whether there is any rule to look at.
  static func isEmpty(in db: ReadTransaction) throws -> Bool {
    try !db.exists("SELECT 1 FROM rule WHERE active = 1 AND deleted_at IS NULL")
  }

  /// All rules that act.
  ///
  /// One whose condition has lost its meaning (an option that is gone, a user who left) refuses what
  /// is being done, lest something is saved that it would have judged; only changes of rules
  /// themselves pass, with a warning, so that it can be mended.
  init(session: Session, in db: WriteTransaction) throws {
    try self.init(where: "active = 1", asOf: nil, session: session, in: db) { error in
      guard db.touchesOnly([Noun.rule.table, Noun.classification.table]) else { throw error }
      session.note("warning: \(error.message)")
    }
  }

  /// The rules of a condition on `rule`; `onFault` judges those that make no sense any more.
  init(
    where condition: SQL, asOf day: Day?, session: Session, in db: ReadTransaction,
    onFault: (UserError) throws -> Void
  ) throws {
    self.session = session
    self.db = db
    reader = try FieldReader(.option, session: session, db: db)
    today = try day ?? session.today()
    let fields = RuleContent.fields
    var found: [(id: Int64, name: String, kind: String, values: [String: Scalar])] = []
    try db.stream(
      """
      SELECT id, name, kind, \(identifiers: fields) FROM rule
      WHERE deleted_at IS NULL AND (\(condition)) ORDER BY position, id
      """
    ) { row in
      var values: [String: Scalar] = [:]
      for (index, field) in fields.enumerated() { values[field] = row.scalar(index + 3) }
      found.append((try row.value(0), try row.value(1), try row.value(2), values))
      return true
    }
    for rule in found {
      do {
        rules.append(
          try compiled(rule.id, rule.name, rule.kind, rule.values))
      } catch let error as UserError where !error.isFailure {
        try onFault(Self.broken("rule '\(rule.name)'", error))
      }
    }
  }

  private func compiled(
    _ id: Int64, _ name: String, _ kind: String, _ values: [String: Scalar]
  ) throws -> ActiveRule {
    var content = try RuleContent(kind: kind, values: values, session: session, reader: reader)
    try content.kind.check(&content)
    let noun = content.noun
    guard case .text(let text) = values["when"] else {
      return ActiveRule(
        id: id, name: name, kind: kind, noun: noun, text: nil, condition: "1", dependencies: [],
        values: values)
    }
    let compiler = try ConditionCompiler(
      text, for: noun, today: today, session: session, reader: reader)
    return ActiveRule(
      id: id, name: name, kind: kind, noun: noun, text: text, condition: try compiler.sql(),
      dependencies: try compiler.dependencies(in: try session.catalogue), values: values)
  }

  /// What is said about something that rules consist of and that lost its meaning.
  static func broken(_ subject: String, _ error: UserError) -> UserError {
    UserError(
      .no, "the \(subject) would make no sense: \(error.message)", code: "E_RULE_BROKEN",
      hints: ["change or delete the \(subject) first"])
  }
}
