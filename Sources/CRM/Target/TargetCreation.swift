import Catalogue
import Store
import Values

/// New targets: each for one holder, of one period, and the only one of its kind there.
final class TargetCreation: CreationRules {
  let context: CreationContext
  private let authority: TargetAuthority
  private let today: Day
  private let metric: Int
  private let user: Int
  private let team: Int
  private let period: Int
  private let tier: Int
  private let amount: Int
  private let count: Int
  /// What the running operation has made: it need not be in the table yet.
  private var made: Set<String> = []

  init(_ context: CreationContext) throws {
    self.context = context
    authority = TargetAuthority(context.actor, in: context.db)
    today = try context.session.displayZone().day(of: context.now)
    let draft = RecordDraft(.target)
    metric = try draft.number(of: "metric")
    user = try draft.number(of: "user")
    team = try draft.number(of: "team")
    period = try draft.number(of: "period")
    tier = try draft.number(of: "tier")
    amount = try draft.number(of: "amount")
    count = try draft.number(of: "count")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard !draft.hasValue(user) || !draft.hasValue(team) else {
      throw UserError(
        .usage, "a target is for a user or for a team, not for both", code: "E_HOLDER",
        hints: ["make one for each"])
    }
    try authority.require(user: draft.integer(user), team: draft.integer(team))
    if let text = draft.string(period) {
      draft.set(period, text: try TargetPeriod(text, today: today).description)
    }
    try checkFigure(of: draft)
    try refuseSecond(draft)
  }

  private func checkFigure(of draft: RecordDraft) throws {
    guard let metric = draft.string(metric).flatMap(TargetMetric.init) else { return }
    let (wanted, other) = metric.isAmount ? (amount, count) : (count, amount)
    guard draft.hasValue(wanted), !draft.hasValue(other) else {
      throw UserError(
        .usage, "a target of \(metric.rawValue) needs a value for \(metric.valueField)",
        code: "E_REQUIRED",
        hints: [
          metric.isAmount ? "it is money, and has no count" : "it is a number, and has no amount"
        ])
    }
    if let value = draft.integer(wanted), value < 0 { throw Self.negative() }
  }

  /// Of one holder, period and tier there is one target.
  private func refuseSecond(_ draft: RecordDraft) throws {
    let values = [metric, period, tier].map { draft.scalar($0) }
    let found: Int64? = try context.db.value(
      """
      SELECT id FROM target WHERE metric = \(values[0]) AND period = \(values[1])
        AND tier = \(values[2]) AND ifnull("user", 0) = \(draft.integer(user) ?? 0)
        AND ifnull(team, 0) = \(draft.integer(team) ?? 0) AND deleted_at IS NULL
      """)
    if let found {
      throw UserError(
        .duplicate, "\(Noun.target.reference(found)) is the target of that period already",
        code: "E_DUPLICATE", hints: ["'crm target set' changes it"])
    }
    let key = (values + [draft.scalar(user), draft.scalar(team)]).map { "\($0)" }
      .joined(separator: " ")
    guard made.insert(key).inserted else {
      throw UserError(
        .duplicate, "two targets for the same holder, metric, period and tier",
        code: "E_DUPLICATE", hints: ["leave one of them out"])
    }
  }

  private static func negative() -> UserError {
    UserError(.usage, "a target is not negative", code: "E_NEGATIVE")
  }

  // MARK: Changes

  @Sendable
  static func changed(_ change: RecordChange) throws {
    let db = change.db
    try TargetAuthority(change.session.actor(), in: db).require(targets: change.ids)
    let amounts = TargetMetric.amounts
    if let (id, metric) = try db.row(
      """
      SELECT id, metric FROM target WHERE id IN \(ids: change.ids)
        AND iif(metric IN \(list: amounts), amount IS NULL OR count IS NOT NULL,
          count IS NULL OR amount IS NOT NULL) LIMIT 1
      """, as: Int64.self, String.self)
    {
      throw UserError(
        .usage,
        "\(Noun.target.reference(id)) is of \(metric) and has "
          + (amounts.contains(metric) ? "an amount, no count" : "a count, no amount"),
        code: "E_REQUIRED", hints: ["'crm target set' knows which is meant"])
    }
    if try db.exists(
      "SELECT 1 FROM target WHERE id IN \(ids: change.ids) AND (amount < 0 OR count < 0)")
    {
      throw negative()
    }
  }
}
