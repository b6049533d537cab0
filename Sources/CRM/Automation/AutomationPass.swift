import Catalogue
import Store
import Values

/// Lets rules of automation act on the records to which happened what they wait for.
///
/// What changes records is done at once, and may set off further rules. What tells others is done
/// once at the end, whatever number of rounds it took.
final class AutomationPass {
  private let rules: [AutomationRule]
  private let session: Session
  private let db: WriteTransaction
  /// The rules that acted in the last round.
  private(set) var actors: Set<String> = []
  private var hasFired = false

  init(_ book: RuleBook, session: Session, in db: WriteTransaction) throws {
    self.session = session
    self.db = db
    let reader = try FieldReader(.option, session: session, db: db)
    reader.tellsDates = false
    rules = try book.rules.filter { $0.kind == RuleKind.automation.name }.map { rule in
      do {
        return try AutomationRule(rule, session: session, reader: reader)
      } catch let error as UserError where !error.isFailure {
        throw RuleBook.broken("rule '\(rule.name)'", error)
      }
    }
    guard !rules.isEmpty else { return }
    try db.makeWorkTable("acting", columns: "record INTEGER PRIMARY KEY, mark TEXT")
    try db.makeWorkTable(
      "fired", columns: "rule INTEGER, record INTEGER, mark TEXT, PRIMARY KEY (rule, record)")
  }

  var isEmpty: Bool { rules.isEmpty }

  /// Acts on what happened in a stretch of the operation.
  func run(_ span: OperationSpan) throws {
    actors = []
    let happening = AutomationEvent.Happening(
      span: span, whole: OperationSpan(since: db.beginning, in: db),
      isImport: session.origins != nil)
    for rule in rules {
      var met: [SQL] = []
      for event in rule.events {
        guard let records = event.records(of: rule.active.noun, in: happening) else { continue }
        let presence: SQL =
          event == .deleted ? "r.deleted_at IS NOT NULL" : "r.deleted_at IS NULL"
        met.append("(\(records) AND \(presence))")
      }
      guard !met.isEmpty else { continue }
      try act(
        by: rule, on: "(\(met.joined(separator: " OR ")))", mark: rule.mark(onScheduleOf: nil))
    }
  }

  /// Acts on all records that meet the conditions of rules with a schedule; returns how many each
  /// rule found.
  func runSchedule() throws -> [(rule: AutomationRule, records: Int)] {
    let today = try session.today()
    return try rules.filter { $0.events.contains(.schedule) }.map { rule in
      let count = try act(
        by: rule, on: "r.deleted_at IS NULL", mark: rule.mark(onScheduleOf: today))
      return (rule, count)
    }
  }

  @discardableResult
  private func act(by rule: AutomationRule, on records: SQL, mark: SQL?) throws -> Int {
    let active = rule.active
    var conditions = [records, active.condition]
    if let mark { conditions.append(rule.hasNotActed(for: mark)) }
    try db.emptyWorkTable("acting")
    let count = try db.fillWorkTable(
      "acting",
      select: """
        SELECT r.id, \(mark ?? "NULL") FROM \(identifier: active.noun.table) r
        WHERE \(conditions.conjunction()) ORDER BY r.id
        """)
    guard count > 0 else { return 0 }
    hasFired = true
    actors.insert(active.cause)
    try db.fillWorkTable(
      "fired",
      select: """
        SELECT \(active.rule.id), record, mark FROM temp.acting a
        WHERE NOT EXISTS (SELECT 1 FROM temp.fired f
          WHERE f.rule = \(active.rule.id) AND f.record = a.record)
        """)
    try naming(rule) {
      let changing = try rule.actions.get().filter(\.changesRecords)
      guard !changing.isEmpty else { return }
      let ids: [Int64] = try db.values("SELECT record FROM temp.acting ORDER BY record")
      try db.causing(active.cause) {
        for action in changing { try action.change(ids, by: active, session: session, in: db) }
      }
    }
    return count
  }

  /// Tells others, and keeps what must not happen twice.
  func conclude() throws {
    guard hasFired else { return }
    for rule in rules {
      let id = rule.active.rule.id
      let fired: SQL = "SELECT record FROM temp.fired WHERE rule = \(id)"
      guard try db.exists(fired) else { continue }
      try db.insert(
        "rule_firing", columns: ["rule", "record", "mark"],
        select: """
          SELECT rule, record, mark FROM temp.fired
          WHERE rule = \(id) AND mark IS NOT NULL ORDER BY record
          """)
      try naming(rule) {
        for action in try rule.actions.get() {
          try action.tell(fired, by: rule.active, session: session, in: db)
        }
      }
    }
  }

  /// Who made a change that sets off a rule has to know which one refuses.
  private func naming(_ rule: AutomationRule, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch var error as UserError where !error.isFailure {
      error.message = "the rule '\(rule.active.name)' cannot act: \(error.message)"
      throw error
    }
  }
}
