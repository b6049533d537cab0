import Catalogue
import Store
import Values

/// Gives customers or leads back to a pool.
package struct Release {
  package struct Result {
    package var customers: [HeldRecord]
    package var pool: String
  }

  /// The option list of usual reasons.
  package static let reasons = "customer.release_reason"

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Releases all of these records, or none.
  ///
  /// The reason is an entry of the option list, by key or label, or a text of one's own, which is
  /// kept as it is.
  package func release(
    _ selection: RecordSelection, _ holding: PoolHolding = .customers, to pool: String?,
    reason: String
  ) throws -> Written<Result> {
    let reason = TrimmedBytes.trimmed(reason)
    guard !reason.isEmpty else {
      throw UserError(
        .usage, "a release needs a reason", hints: ["give it as --reason REASON"])
    }
    let actor = try session.actor()
    return try session.write { db in
      let destination =
        try pool.map { try ReferenceResolver(.pool, session: session, in: db).id(for: $0) }
        ?? PublicPool.id(holding: holding, in: db)
      let ids = try selection.ids(of: holding.noun, session: session, in: db)
      let customers = try HeldRecord.all(ids, holding, in: db)
      for customer in customers { try check(customer, by: actor) }
      try PoolEntry(session: session, in: db)
        .check("SELECT value FROM \(ids: ids)", holding, into: destination)
      let key = try OptionList(Self.reasons, in: db).key(for: reason)
      try Handover(
        kind: .release, holding: holding, destination: .pool(destination), reason: key ?? reason
      ).carryOut("SELECT value FROM \(ids: ids)", in: db)
      return Result(
        customers: customers,
        pool: try db.value("SELECT name FROM pool WHERE id = \(destination)") ?? PublicPool.name)
    }
  }

  private func check(_ customer: HeldRecord, by actor: Actor) throws {
    if let pool = customer.pool {
      throw UserError(
        .conflict, "\(customer.subject) already lies in the pool '\(pool)'", code: "not_owned",
        details: [.init("pool", pool)])
    }
    guard actor.isAdmin || customer.owner?.id == actor.id else {
      throw UserError(
        .denied, "\(customer.subject) belongs to \(customer.owner?.login ?? "another user")",
        code: "not_owner", hints: ["only the owner or an admin may release it"])
    }
  }
}
