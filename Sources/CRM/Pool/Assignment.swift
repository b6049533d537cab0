import Catalogue
import Store
import Values

/// Gives customers or leads to a user, out of a pool or from another owner.
///
/// It skips the daily limit, the cooldown and the freeze, never the caps.
package struct Assignment {
  package struct Result {
    package var customers: [HeldRecord]
    package var assignee: String
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Assigns all of these records, or none; those that the user has already stay as they are.
  package func assign(
    _ selection: RecordSelection, _ holding: PoolHolding = .customers, to user: String
  ) throws -> Written<Result> {
    let actor = try session.actor()
    return try session.write { db in
      let assignee = try ActiveUser.find(user, session: session, in: db)
      let ids = try selection.ids(of: holding.noun, session: session, in: db)
      let customers = try HeldRecord.all(ids, holding, in: db)
      for customer in customers { try authorize(customer, by: actor, in: db) }
      let moving = customers.filter { $0.owner?.id != assignee.id }
      if moving.count < customers.count {
        let count = customers.count - moving.count
        session.note(
          "\(count) \(count == 1 ? "\(holding.noun.name) belongs" : "\(holding.rawValue) belong") "
            + "to \(assignee.login) already")
      }
      try carryOut(moving.map(\.id), holding, to: assignee.id, in: db)
      return Result(
        customers: moving, assignee: assignee.login)
    }
  }

  /// Gives the records to the user, whoever has them, unless a cap is reached.
  func carryOut(
    _ ids: [Int64], _ holding: PoolHolding = .customers, to user: Int64,
    movingOpportunities: Bool = true, reason: String? = nil, in db: WriteTransaction
  ) throws {
    try checkCaps(of: ids, holding, for: user, in: db)
    for (kind, had) in [
      (Handover.Kind.assign, "c.owner IS NULL"), (.transfer, "c.owner IS NOT NULL"),
    ]
      as [(Handover.Kind, SQL)]
    {
      let moving: [Int64] = try db.values(
        """
        SELECT c.id FROM \(identifier: holding.table) c
        WHERE c.id IN \(ids: ids) AND c.owner IS NOT \(user) AND \(had) ORDER BY c.id
        """)
      guard !moving.isEmpty else { continue }
      try Handover(
        kind: kind, holding: holding, destination: .user(user), reason: reason,
        movesOpportunities: movingOpportunities
      ).carryOut("SELECT value FROM \(ids: moving)", in: db)
    }
    if holding == .customers { try OwnedCap.check([user], in: db) }
  }

  /// Refuses records of pools whose cap the user has reached.
  private func checkCaps(
    of ids: [Int64], _ holding: PoolHolding, for user: Int64, in db: ReadTransaction
  ) throws {
    var check = ClaimCheck(
      holding, user: user, now: session.now, zone: try session.settings().zone, in: db)
    for (pool, first) in try db.rows(
      """
      SELECT pool, min(id) FROM \(identifier: holding.table) WHERE id IN \(ids: ids) AND pool IS NOT NULL GROUP BY pool
      ORDER BY 2
      """, as: Int64.self, Int64.self)
    {
      guard let refusal = try check.quota(of: pool).capReached(total: 0) else { continue }
      let subject = try HeldRecord.all([first], holding, in: db).first?.subject ?? ""
      let login: String = try db.value("SELECT login FROM \"user\" WHERE id = \(user)") ?? ""
      throw refusal.assignmentError(
        subject, assignee: login, zone: try session.displayZone())
    }
  }

  /// An admin assigns what lies in pools and what anybody owns; an owner hands on what is his.
  private func authorize(
    _ customer: HeldRecord, by actor: Actor, in db: ReadTransaction
  ) throws {
    if try actor.isAdmin || customer.isIn(poolOf: actor, db) { return }
    guard let owner = customer.owner else {
      throw UserError(
        .denied, "\(customer.subject) lies in the pool '\(customer.pool ?? PublicPool.name)'",
        code: "not_pool_admin",
        hints: [
          "only an admin of the pool assigns its customers; 'crm pool claim' takes one yourself"
        ])
    }
    guard owner.id == actor.id else {
      throw UserError(
        .denied, "\(customer.subject) belongs to \(owner.login)", code: "not_owner",
        hints: ["only the owner or an admin may give it to another user"])
    }
  }
}
