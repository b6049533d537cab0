import Store
import Values

/// A rule that takes more than before acts only after its grace days, so that nobody loses a
/// customer unwarned.
enum RecycleGrace {
  /// Fields whose change may make a rule take other customers.
  private static let decisive: Set = [
    "kind", "days", "days_by", "user", "team", "role", "from_pool", "resets_by", "exempt",
    "exclude_won", "exclude_open_opportunity", "condition",
  ]

  /// Gives rules that were changed a new grace, unless they only became longer.
  static func renew(_ change: RecordChange) throws {
    let changed = change.fields.intersection(decisive)
    let today = try change.session.today()
    for rule in try RecycleRule.all(in: change.db) where change.ids.contains(rule.id) {
      let start = try Self.start(of: rule, from: today, in: change.db)
      let isWaiting = rule.actsFrom > today && change.fields.contains("grace_days")
      let takesMore =
        try !changed.isEmpty && !(changed == ["days"] && isLonger(rule, in: change.db))
      guard isWaiting || takesMore && start > rule.actsFrom else { continue }
      try begin(rule, on: start, session: change.session, in: change.db)
    }
  }

  /// Gives rules that are back a new grace: while they were deleted nobody was warned.
  static func renew(restored ids: [Int64], session: Session, in db: WriteTransaction) throws {
    let today = try session.today()
    for rule in try RecycleRule.all(in: db) where ids.contains(rule.id) {
      let start = try Self.start(of: rule, from: today, in: db)
      guard start > rule.actsFrom else { continue }
      try begin(rule, on: start, session: session, in: db)
    }
  }

  /// When a grace that begins today is over.
  private static func start(
    of rule: RecycleRule, from today: Day, in db: ReadTransaction
  ) throws -> Day {
    let given: Int? = try db.value(
      "SELECT grace_days FROM recycle_rule WHERE id = \(rule.id)", as: Int?.self
    ).flatMap { $0 }
    return today.adding(days: given ?? rule.warnings.first ?? 0)
  }

  private static func begin(
    _ rule: RecycleRule, on start: Day, session: Session, in db: WriteTransaction
  ) throws {
    try db.update(
      "recycle_rule", where: "id = \(rule.id)", set: [("acts_from", "\(start.description)")],
      touching: false)
    if try start > session.today() { session.note("rule \(rule.id) acts from \(start)") }
  }

  /// Whether the operation only raised the rule's days, or switched it off.
  private static func isLonger(_ rule: RecycleRule, in db: WriteTransaction) throws -> Bool {
    let before: Int? = try db.value(
      """
      SELECT before FROM field_change WHERE id >= \(db.firstChange) AND "table" = 'recycle_rule'
        AND record = \(rule.id) AND field = 'days' ORDER BY id LIMIT 1
      """)
    return rule.days == 0 || before.map { $0 > 0 && rule.days > $0 } ?? false
  }
}
