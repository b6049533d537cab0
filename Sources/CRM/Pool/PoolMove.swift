import Catalogue
import Store
import Values

/// Moves customers or leads from pool to pool: whoever runs the pool that they lie in may do so.
package struct PoolMove {
  package struct Result {
    package var customers: [HeldRecord]
    package var pool: String
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Moves all of these records, or none; those that lie there already stay as they are.
  package func move(
    _ selection: RecordSelection, _ holding: PoolHolding = .customers, to pool: String
  ) throws -> Written<Result> {
    let actor = try session.actor()
    return try session.write { db in
      let destination = try ReferenceResolver(.pool, session: session, in: db).id(for: pool)
      let ids = try selection.ids(of: holding.noun, session: session, in: db)
      let customers = try HeldRecord.all(ids, holding, in: db)
      for customer in customers { try authorize(customer, by: actor, in: db) }
      let moving = customers.filter { $0.poolID != destination }
      try Self.carryOut(
        "SELECT value FROM \(ids: moving.map(\.id))", holding, to: destination, session, db)
      return Result(
        customers: moving,
        pool: try db.value("SELECT name FROM pool WHERE id = \(destination)") ?? PublicPool.name)
    }
  }

  /// Moves the pooled records that the query yields, as far as the pool takes them.
  static func carryOut(
    _ records: SQL, _ holding: PoolHolding, to pool: Int64, _ session: Session,
    _ db: WriteTransaction
  ) throws {
    try PoolEntry(session: session, in: db).check(records, holding, into: pool)
    try Handover(kind: .move, holding: holding, destination: .pool(pool)).carryOut(records, in: db)
  }

  private func authorize(
    _ customer: HeldRecord, by actor: Actor, in db: ReadTransaction
  ) throws {
    if let owner = customer.owner {
      throw UserError(
        .conflict, "\(customer.subject) belongs to \(owner.login)", code: "not_in_pool",
        hints: ["'crm pool release --pool POOL' gives it to a pool"],
        details: [.init("owner", owner.login)])
    }
    guard try actor.isAdmin || customer.isIn(poolOf: actor, db) else {
      throw UserError(
        .denied, "\(customer.subject) lies in the pool '\(customer.pool ?? PublicPool.name)'",
        code: "not_pool_admin", hints: ["only an admin of the pool moves its customers"])
    }
  }
}
