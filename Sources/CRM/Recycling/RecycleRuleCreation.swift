import Catalogue
import Store
import Values

/// New recycle rules: behind the others, for one kind of owner or everybody, with a grace, so that
/// nobody loses a customer unwarned.
final class RecycleRuleCreation: CreationRules {
  private static let condition = KeptCondition(
    field: "condition", noun: "iif(holds = 'leads', 'lead', 'customer')")

  private let context: CreationContext

  init(_ context: CreationContext) throws {
    try Self.requireAdmin(context.actor)
    self.context = context
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    try refuseSecondScope(draft)
    let holding =
      try draft.string(draft.number(of: "holds")).flatMap(PoolHolding.init)
      ?? .customers
    try Self.condition.settle(draft, for: holding.noun, in: context)
    try Self.check(
      holding, kind: draft.string(try draft.number(of: "kind")),
      pool: draft.integer(try draft.number(of: "to_pool")), in: context.db)
    let kind = draft.string(try draft.number(of: "kind"))
    let excludesWon = try draft.number(of: "exclude_won")
    if !draft.hasValue(excludesWon) {
      draft.set(
        excludesWon, integer: kind == RecycleRule.Kind.contractEnded.rawValue ? 0 : 1)
    }
    try settleTexts(draft, of: holding.noun)
    try setActsFrom(draft, id: id)
    try draft.fill(
      try draft.number(of: "position"),
      with: try context.db.value("SELECT ifnull(max(position), 0) + 10 FROM recycle_rule")
        ?? .integer(10))
    let name = try draft.number(of: "name")
    if !draft.hasValue(name) { draft.set(name, text: try freeName(for: draft)) }
  }

  /// Keeps the limits by level and the warnings in the form in which they are read again.
  private func settleTexts(_ draft: RecordDraft, of noun: Noun) throws {
    let daysBy = try draft.number(of: "days_by")
    if let text = draft.string(daysBy) {
      let limits = try DaysBy(
        text, of: try context.session.noun(noun), reader: context.reader)
      draft.set(daysBy, text: limits.description)
    }
    let warnings = try draft.number(of: "warn_days")
    if let text = draft.string(warnings) {
      draft.set(warnings, text: WarningDays.text(try WarningDays.read(text)))
    }
  }

  /// The grace of a rule that is there already began when it was made.
  private func setActsFrom(_ draft: RecordDraft, id: Int64) throws {
    let known: String? = try context.db.value(
      "SELECT acts_from FROM recycle_rule WHERE id = \(id)")
    let given = draft.integer(try draft.number(of: "grace_days")).map(Int.init)
    let warnings = try WarningDays.read(draft.string(try draft.number(of: "warn_days")) ?? "")
    let grace = given ?? warnings.first ?? 0
    draft.set(
      try draft.number(of: "acts_from"),
      text: try known ?? context.session.today().adding(days: grace).description)
  }

  /// `no_follow_up 30`, with a number behind it when there are several.
  private func freeName(for draft: RecordDraft) throws -> String {
    let kind = draft.string(try draft.number(of: "kind")) ?? ""
    let days = draft.integer(try draft.number(of: "days")) ?? 0
    let base = "\(kind) \(days)"
    let taken: Set<String> = Set(
      try context.db.values("SELECT name FROM recycle_rule WHERE deleted_at IS NULL"))
    guard taken.contains(base) else { return base }
    var number = 2
    while taken.contains("\(base) (\(number))") { number += 1 }
    return "\(base) (\(number))"
  }

  private func refuseSecondScope(_ draft: RecordDraft) throws {
    let given = try RecycleRule.Scope.fields.filter {
      draft.hasValue(try draft.number(of: $0))
    }
    guard given.count < 2 else { throw Self.tooManyScopes(given) }
  }

  // MARK: Changes

  @Sendable
  static func changed(_ change: RecordChange) throws {
    try requireAdmin(change.session.actor())
    let scopes = RecycleRule.Scope.fields.map { "(\(identifier: $0) IS NOT NULL)" as SQL }
    let isTwofold = try change.db.exists(
      """
      SELECT 1 FROM recycle_rule
      WHERE id IN \(ids: change.ids) AND \(scopes.joined(separator: " + ")) > 1
      """)
    if isTwofold { throw tooManyScopes(RecycleRule.Scope.fields) }
    try condition.settle(change)
    try settleTexts(change)
    for (holds, kind, pool) in try change.db.rows(
      "SELECT holds, kind, to_pool FROM recycle_rule WHERE id IN \(ids: change.ids)",
      as: String.self, String.self, Int64?.self)
    {
      try check(PoolHolding(rawValue: holds) ?? .customers, kind: kind, pool: pool, in: change.db)
    }
    try RecycleGrace.renew(change)
  }

  private static func settleTexts(_ change: RecordChange) throws {
    guard !change.fields.isDisjoint(with: ["days_by", "warn_days"]) else { return }
    let reader = try FieldReader(.option, session: change.session, db: change.db)
    for (id, daysBy, warnings, holds) in try change.db.rows(
      "SELECT id, days_by, warn_days, holds FROM recycle_rule WHERE id IN \(ids: change.ids)",
      as: Int64.self, String?.self, String?.self, String.self)
    {
      let noun = try change.session.noun(PoolHolding(rawValue: holds)?.noun ?? .customer)
      let limits = try daysBy.map {
        try DaysBy($0, of: noun, reader: reader).description
      }
      let warnings = try warnings.map { WarningDays.text(try WarningDays.read($0)) }
      try change.db.update(
        "recycle_rule", where: "id = \(id)",
        set: [("days_by", "\(limits)"), ("warn_days", "\(warnings)")], touching: false)
    }
  }

  @Sendable
  static func presenceChanged(_ ids: [Int64], in db: WriteTransaction, session: Session) throws {
    try requireAdmin(session.actor())
    try RecycleGrace.renew(restored: ids, session: session, in: db)
  }

  /// Leads have no opportunities and deals, and fall into pools of their own.
  private static func check(
    _ holding: PoolHolding, kind: String?, pool: Int64?, in db: ReadTransaction
  ) throws {
    try PoolPlaces(for: holding, in: db).check(pool)
    let kinds = [RecycleRule.Kind.noFollowUp, .held].map(\.rawValue)
    guard holding == .customers || kind.map(kinds.contains) ?? true else {
      throw UserError(
        .usage, "a rule for leads is not of the kind \(kind ?? "")", code: "E_KIND",
        hints: ["it is one of \(kinds.joined(separator: ", "))"])
    }
  }

  /// Rules take customers away from people: only an admin makes them.
  static func requireAdmin(_ actor: Actor) throws {
    try actor.requireAdmin(to: "change the recycle rules")
  }

  private static func tooManyScopes(_ fields: [String]) -> UserError {
    UserError(
      .usage, "a recycle rule has one of \(fields.joined(separator: ", ")) at most",
      code: "E_SCOPE", hints: ["make a rule for each"])
  }
}
