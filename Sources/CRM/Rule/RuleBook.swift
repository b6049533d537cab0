import Catalogue
import Store
import Values

/// The rules that act, in their order.
struct RuleBook {
  private(set) var rules: [ActiveRule] = []
  /// The rules that act but cannot be concerned.
  private let leftOut: [StoredRule]
  private let session: Session
  private let reader: FieldReader
  /// The day from which relative dates count.
  private let today: Day
  /// What `old.` means to rules that act on changes.
  private let earlier: EarlierValues

  /// Whether there is any rule to look at.
  static func isEmpty(in db: ReadTransaction) throws -> Bool {
    try !db.exists("SELECT 1 FROM rule WHERE active = 1 AND deleted_at IS NULL")
  }

  /// All rules that act, or those that the operation so far can concern.
  ///
  /// One whose condition has lost its meaning (an option that is gone, a user who left) refuses what
  /// is being done, lest something is saved that it would have judged; only changes of rules
  /// themselves pass, with a warning, so that it can be mended.
  init(concernedOnly: Bool = false, session: Session, in db: WriteTransaction) throws {
    let relevance = concernedOnly ? RuleRelevance(of: db, in: try session.catalogue) : nil
    try self.init(
      where: "active = 1", asOf: nil, relevance: relevance, session: session, in: db
    ) { error in
      guard db.touchesOnly([Noun.rule.table, Noun.classification.table]) else { throw error }
      session.note("warning: \(error.message)")
    }
  }

  /// The rules of a condition on `rule`; `onFault` judges those that make no sense any more.
  init(
    where condition: SQL, asOf day: Day?, relevance: RuleRelevance? = nil, session: Session,
    in db: ReadTransaction, onFault: (UserError) throws -> Void
  ) throws {
    self.session = session
    reader = try FieldReader(.option, session: session, db: db)
    reader.tellsDates = false
    earlier = (db as? WriteTransaction).map { .before($0) } ?? .asNow
    today = try day ?? session.today()
    let all = try StoredRule.all(where: condition, in: db)
    let concerned = relevance?.concerned(all) ?? all
    let ids = Set(concerned.map(\.id))
    leftOut = all.filter { !ids.contains($0.id) }
    // What conditions and actions name is as it was when the rules were saved, unless this operation
    // changes that.
    let checks = relevance?.concernsAll ?? true
    for rule in concerned {
      do {
        rules.append(try compiled(rule, checking: checks))
      } catch let error as UserError where !error.isFailure {
        try onFault(Self.broken("rule '\(rule.name)'", error))
      }
    }
  }

  /// Whether rules that decide the field were left out.
  func leavesOut(_ field: String, of noun: String) -> Bool {
    leftOut.contains { $0.text("field") == field && $0.text("noun") == noun }
  }

  private func compiled(_ rule: StoredRule, checking: Bool) throws -> ActiveRule {
    var content = try RuleContent(
      kind: rule.kind, values: rule.values, session: session, reader: reader)
    if checking { try content.kind.check(&content) }
    guard case .text(let text) = rule.values["when"] else {
      return ActiveRule(
        rule, of: content.noun, text: nil, condition: "1", dependencies: [], comparedValues: [])
    }
    let compiler = try ConditionCompiler(
      text, for: content.noun, today: today,
      earlier: content.kind.isAboutChanges ? earlier : .unknown, session: session, reader: reader)
    return ActiveRule(
      rule, of: content.noun, text: text, condition: try compiler.sql(),
      dependencies: try compiler.dependencies(in: try session.catalogue),
      comparedValues: content.kind.isAboutChanges ? try compiler.comparedValues() : [])
  }

  /// What is said about something that rules consist of and that lost its meaning.
  static func broken(_ subject: String, _ error: UserError) -> UserError {
    UserError(
      .no, "the \(subject) would make no sense: \(error.message)", code: "E_RULE_BROKEN",
      hints: ["change or delete the \(subject) first"])
  }
}
