import Catalogue
import Store
import Values

/// Gives customers to a user, out of a pool or from another owner.
///
/// It skips the daily limit and the cooldown, never the cap of the pool.
package struct Assignment {
  package struct Result {
    package var customers: [PooledCustomer]
    package var assignee: String
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Assigns all of these customers, or none; those that the user has already stay as they are.
  package func assign(_ selection: RecordSelection, to user: String) throws -> Written<Result> {
    let actor = try session.actor()
    return try session.write { db in
      let assignee = try assignee(user, in: db)
      let ids = try selection.ids(of: .customer, session: session, in: db)
      let customers = try HeldCustomer.all(ids, in: db)
      for customer in customers { try authorize(customer, by: actor) }
      let moving = customers.filter { $0.owner?.id != assignee.id }
      if moving.count < customers.count {
        let count = customers.count - moving.count
        session.note(
          "\(count) customer\(count == 1 ? " belongs" : "s belong") to \(assignee.login) already")
      }
      try carryOut(moving.map(\.id), to: assignee.id, in: db)
      return Result(
        customers: moving.map { PooledCustomer(id: $0.id, name: $0.name) },
        assignee: assignee.login)
    }
  }

  /// Gives the customers to the user, whoever has them, unless a cap is reached.
  func carryOut(
    _ ids: [Int64], to user: Int64, reason: String? = nil, in db: WriteTransaction
  ) throws {
    try checkCaps(of: ids, for: user, in: db)
    for (kind, had) in [
      (Handover.Kind.assign, "c.owner IS NULL"), (.transfer, "c.owner IS NOT NULL"),
    ]
      as [(Handover.Kind, SQL)]
    {
      let moving: [Int64] = try db.values(
        """
        SELECT c.id FROM customer c
        WHERE c.id IN \(ids: ids) AND c.owner IS NOT \(user) AND \(had) ORDER BY c.id
        """)
      guard !moving.isEmpty else { continue }
      try Handover(kind: kind, destination: .user(user), reason: reason)
        .carryOut("SELECT value FROM \(ids: moving)", in: db)
    }
  }

  /// Refuses customers of pools whose cap the user has reached.
  private func checkCaps(of ids: [Int64], for user: Int64, in db: ReadTransaction) throws {
    var check = ClaimCheck(
      user: user, now: session.now, zone: try session.settings().zone, in: db)
    for (pool, first) in try db.rows(
      """
      SELECT pool, min(id) FROM customer WHERE id IN \(ids: ids) AND pool IS NOT NULL GROUP BY pool
      ORDER BY 2
      """, as: Int64.self, Int64.self)
    {
      guard let refusal = try check.quota(of: pool).capReached(total: 0) else { continue }
      let subject = try HeldCustomer.all([first], in: db).first?.subject ?? ""
      let login: String = try db.value("SELECT login FROM \"user\" WHERE id = \(user)") ?? ""
      throw refusal.assignmentError(
        subject, assignee: login, zone: try session.displayZone())
    }
  }

  private func assignee(
    _ text: String, in db: ReadTransaction
  ) throws -> (id: Int64, login: String) {
    let id = try ReferenceResolver(.user, session: session, in: db).id(for: text)
    guard
      let (login, isActive) = try db.row(
        "SELECT login, active FROM \"user\" WHERE id = \(id)", as: String.self, Bool.self)
    else { throw UserError.bug("there is no user \(id)") }
    guard isActive else { throw InactiveUsers.refusal(login) }
    return (id, login)
  }

  /// An admin assigns what lies in pools and what anybody owns; an owner hands on what is his.
  private func authorize(_ customer: HeldCustomer, by actor: Actor) throws {
    if actor.isAdmin { return }
    guard let owner = customer.owner else {
      throw UserError(
        .denied, "\(customer.subject) lies in the pool '\(customer.pool ?? PublicPool.name)'",
        code: "not_pool_admin",
        hints: ["only an admin assigns customers of a pool; 'crm pool claim' takes one yourself"])
    }
    guard owner.id == actor.id else {
      throw UserError(
        .denied, "\(customer.subject) belongs to \(owner.login)", code: "not_owner",
        hints: ["only the owner or an admin may give it to another user"])
    }
  }
}
