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
    let zone = try session.settings().zone
    let displayZone = try session.displayZone()
    return try session.write { db in
      let assignee = try assignee(user, in: db)
      let ids = try selection.ids(of: .customer, session: session, in: db)
      let customers = try HeldCustomer.all(ids, in: db)
      var check = ClaimCheck(user: assignee.id, now: session.now, zone: zone, in: db)
      for customer in customers {
        try authorize(customer, by: actor)
        if let pool = customer.poolID, let refusal = try check.quota(of: pool).capReached(total: 0)
        {
          throw refusal.assignmentError(
            customer.subject, assignee: assignee.login, zone: displayZone)
        }
      }
      let moving = customers.filter { $0.owner?.id != assignee.id }
      if moving.count < customers.count {
        let count = customers.count - moving.count
        session.note(
          "\(count) customer\(count == 1 ? " belongs" : "s belong") to \(assignee.login) already")
      }
      try handOver(moving.filter { $0.owner == nil }, .assign, to: assignee.id, in: db)
      try handOver(moving.filter { $0.owner != nil }, .transfer, to: assignee.id, in: db)
      return Result(
        customers: moving.map { PooledCustomer(id: $0.id, name: $0.name) },
        assignee: assignee.login)
    }
  }

  private func handOver(
    _ customers: [HeldCustomer], _ kind: Handover.Kind, to user: Int64, in db: WriteTransaction
  ) throws {
    guard !customers.isEmpty else { return }
    try Handover(kind: kind, destination: .user(user))
      .carryOut("SELECT value FROM \(ids: customers.map(\.id))", in: db)
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
