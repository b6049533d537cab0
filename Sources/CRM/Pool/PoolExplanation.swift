import Catalogue
import Store
import Tabular
import Values

/// Why a customer or lead lies where it lies: for an owned one what every recycle rule says, for a pooled
/// one how it came there and what keeps the actor from claiming it.
package struct PoolExplanation {
  /// How the present owner or pool got the customer: the last event, or its creation.
  private struct Arrival {
    var kind: String
    var from: String?
    var by: String?
    var reason: String?
    var rule: Int64?
    var anchor: Instant?
    var age: Int?
  }

  private let session: Session

  private let holding: PoolHolding

  package init(_ session: Session, _ holding: PoolHolding = .customers) {
    self.session = session
    self.holding = holding
  }

  package func document(of reference: String, asOf: Day? = nil) throws -> Document {
    let day = try asOf ?? session.today()
    let user = try session.actor().id
    let zone = try session.settings().zone
    return try session.read { db in
      let id = try ReferenceResolver(holding.noun, session: session, in: db).id(for: reference)
      var check = ClaimCheck(holding, user: user, now: session.now, zone: zone, in: db)
      guard let customer = try check.candidates([id]).first else {
        throw UserError.bug("there is no \(holding.noun.reference(id))")
      }
      var entries = [
        session.entry(
          holding.noun.name, holding.noun.label.english, holding.noun.label.chinese,
          .text(holding.noun.reference(id))),
        session.entry("name", "Name", "名称", .text(customer.name)),
        session.entry("owner", "Owner", "归属人", .orNull(customer.owner)),
        session.entry(
          "pool", "Pool", "公海池", .orNull(try customer.pool.map { try check.quota(of: $0).name })),
        session.entry("held_since", "Since", "自", .instant(customer.heldSince.description)),
      ]
      if let arrival = try arrival(of: id, in: db) { entries += self.entries(of: arrival) }
      if customer.pool == nil {
        entries += try recycling(of: id, asOf: day, in: db)
      } else {
        entries.append(try claiming(of: customer, &check))
      }
      return .object(entries)
    }
  }

  // MARK: How it came there

  private func arrival(of customer: Int64, in db: ReadTransaction) throws -> Arrival? {
    try db.row(
      """
      SELECT ifnull(e.kind, c.origin), ifnull(u.login, p.name), b.login, e.reason, e.rule,
        e.anchor, e.age
      FROM \(identifier: holding.table) c
      LEFT JOIN \(identifier: holding.events) e ON e.id = \(Tenure.latestEvent("id", of: holding))
      LEFT JOIN "user" u ON u.id = e.from_user
      LEFT JOIN pool p ON p.id = e.from_pool
      LEFT JOIN "user" b ON b.id = iif(e.id IS NULL, c.created_by, e."by")
      WHERE c.id = \(customer)
      """,
      as: String.self, String?.self, String?.self, String?.self, Int64?.self, Instant?.self,
      Int?.self
    ).map {
      Arrival(
        kind: $0.0, from: $0.1, by: $0.2, reason: $0.3, rule: $0.4, anchor: $0.5, age: $0.6)
    }
  }

  private func entries(of arrival: Arrival) -> [Document.Entry] {
    var entries = [
      session.entry("event", "By", "方式", .text(arrival.kind)),
      session.entry("from", "From", "来自", .orNull(arrival.from)),
      session.entry("by", "Done by", "操作人", .orNull(arrival.by)),
    ]
    if let reason = arrival.reason {
      entries.append(session.entry("reason", "Reason", "原因", .text(reason)))
    }
    if let rule = arrival.rule {
      entries.append(session.entry("rule", "Rule", "规则", .integer(rule)))
      entries.append(
        session.entry("anchor", "Counted from", "起算时间", instant(arrival.anchor)))
      entries.append(
        session.entry("age", "Days", "天数", arrival.age.map { .integer(Int64($0)) } ?? .null))
    }
    return entries
  }

  // MARK: Owned customers

  private func recycling(
    of customer: Int64, asOf: Day, in db: ReadTransaction
  ) throws -> [Document.Entry] {
    let terms = try RecycleTerms(session, in: db)
    let verdicts = try RecycleRule.all(in: db).filter { $0.holding == holding }.map {
      try RecycleVerdict(on: customer, by: $0, asOf: asOf, terms: terms, session: session, in: db)
    }
    let deciding = verdicts.first { $0.outcome == .due }
    let next = verdicts.filter { $0.outcome != .exempt }.compactMap(\.dueDay).min()
    return [
      session.entry("as_of", "As of", "截至", .text(asOf.description)),
      session.entry("due", "Due", "应回落", .bool(deciding != nil)),
      session.entry(
        "deciding_rule", "Deciding rule", "生效规则",
        deciding.map { .integer($0.rule.id) } ?? .null),
      session.entry("due_day", "Falls on", "回落日期", .orNull(next?.description)),
      session.entry("rules", "Rules", "规则", .list(verdicts.map(document))),
    ]
  }

  private func document(of verdict: RecycleVerdict) -> Document {
    .object([
      session.entry("rule", "Rule", "规则", .integer(verdict.rule.id)),
      session.entry("kind", "Kind", "类型", .text(verdict.rule.kind.rawValue)),
      session.entry("days", "Limit", "期限", verdict.limit.map { .integer(Int64($0)) } ?? .null),
      session.entry("anchor_event", "Counts from", "起算事件", .text(verdict.anchor.event)),
      session.entry("anchor_record", "Record", "记录", .text(verdict.anchor.record)),
      session.entry("anchor", "At", "起算时间", .instant(verdict.anchor.at.description)),
      session.entry("age", "Days passed", "已过天数", .integer(Int64(verdict.age))),
      session.entry("due_day", "Due day", "到期日", .orNull(verdict.dueDay?.description)),
      session.entry("acts_from", "Acts from", "生效日期", .text(verdict.rule.actsFrom.description)),
      session.entry(
        "exemptions", "Exemptions", "豁免",
        .object(verdict.exemptions.map { Document.Entry($0.name, .bool($0.holds)) })),
      session.entry("outcome", "Outcome", "结论", .text(verdict.outcome.rawValue)),
    ])
  }

  // MARK: Pooled customers

  private func claiming(
    of customer: ClaimCheck.Candidate, _ check: inout ClaimCheck
  ) throws -> Document.Entry {
    guard let refusal = try check.refusal(of: customer) else {
      return session.entry("blocked", "Blocked for you", "不可领取原因", .null)
    }
    let reason = refusal.reason(in: try session.displayZone())
    return session.entry(
      "blocked", "Blocked for you", "不可领取原因",
      .object([
        Document.Entry("code", .text(refusal.code)), Document.Entry("reason", .text(reason)),
      ]))
  }

  // MARK: Values

  private func instant(_ value: Instant?) -> Document {
    value.map { .instant($0.description) } ?? .null
  }
}
