import Catalogue
import Store
import Values

/// Takes customers or leads out of a pool into the actor's hands: check and change in one transaction, so
/// that of two who want the same one one wins and the other is told who.
package struct Claim {
  package struct Result {
    package var customers: [HeldRecord] = []
    /// Why the others were not claimed, with `--partial`.
    package var refusals: [UserError] = []
  }

  private let session: Session
  private let holding: PoolHolding

  package init(_ session: Session, _ holding: PoolHolding = .customers) {
    self.session = session
    self.holding = holding
  }

  /// Claims these records: all or nothing, or with `isPartial` those that can be.
  package func claim(_ selection: RecordSelection, isPartial: Bool) throws -> Written<Result> {
    let zone = try session.settings().zone
    let displayZone = try session.displayZone()
    let user = try session.actor().id
    return try session.write { db in
      var result = Result()
      var count = selection.references.count
      func refuse(_ error: UserError) throws {
        guard isPartial else { throw advising(error, of: count) }
        result.refusals.append(error)
      }
      let ids =
        selection.filter.isEmpty
        ? try RecordReferences.resolve(
          selection.references, of: holding.noun, session: session, in: db, onFailure: refuse)
        : try selection.ids(of: holding.noun, session: session, in: db)
      count = max(count, ids.count)
      var check = ClaimCheck(holding, user: user, now: session.now, zone: zone, in: db)
      for candidate in try check.candidates(ids) {
        if let refusal = try check.refusal(of: candidate) {
          let reason = isPartial ? refusal : refusal.ofAll(count)
          try refuse(reason.error(candidate.subject, zone: displayZone))
        } else if let pool = candidate.pool {
          check.accept(from: pool)
          result.customers.append(candidate.held(holding))
        }
      }
      try handOver(result.customers.map(\.id), to: user, in: db)
      return result
    }
  }

  /// Claims the records that wait longest: from that pool, or from all pools by priority.
  package func claimNext(
    _ count: Int, from pool: String?, filter: RecordFilter = RecordFilter()
  ) throws -> Written<Result> {
    guard count > 0 else {
      throw UserError(.usage, "--next takes a number from 1 on")
    }
    let zone = try session.settings().zone
    let displayZone = try session.displayZone()
    let user = try session.actor().id
    return try session.write { db in
      let pools = try pools(named: pool, of: user, in: db)
      let conditions = try filter.sql(
        for: holding.noun, session: session,
        reader: try FieldReader(.option, session: session, db: db))
      var check = ClaimCheck(holding, user: user, now: session.now, zone: zone, in: db)
      var ids: [Int64] = []
      var obstacle: ClaimRefusal?
      for pool in pools where ids.count < count {
        let found = try check.longestWaiting(
          in: pool, atMost: count - ids.count, where: conditions)
        check.accept(from: pool, count: found.count)
        ids += found
        if ids.count < count { obstacle = try obstacle ?? check.obstacle(in: pool) }
      }
      guard !ids.isEmpty else {
        throw nothingToClaim(obstacle, pool: pool, zone: displayZone)
      }
      if ids.count < count {
        let reason = obstacle?.reason(in: displayZone) ?? "no more can be claimed"
        session.note("only \(ids.count) of \(count): \(reason)")
      }
      var result = Result()
      result.customers = try check.candidates(ids).map { $0.held(holding) }
      try handOver(ids, to: user, in: db)
      return result
    }
  }

  private func handOver(_ ids: [Int64], to user: Int64, in db: WriteTransaction) throws {
    guard !ids.isEmpty else { return }
    try Handover(kind: .claim, holding: holding, destination: .user(user))
      .carryOut("SELECT value FROM \(ids: ids)", in: db)
  }

  /// The pool of that name, or those that the user belongs to, by priority.
  private func pools(
    named name: String?, of user: Int64, in db: WriteTransaction
  ) throws -> [Int64] {
    if let name {
      let pool = try ReferenceResolver(.pool, session: session, in: db).id(for: name)
      try PoolPlaces(for: holding, in: db).check(pool)
      return [pool]
    }
    return try db.values(
      """
      SELECT id FROM pool WHERE enabled = 1 AND holds = \(holding.rawValue) AND deleted_at IS NULL
        AND \(PoolMembership.contains(user, pool: "pool.id"))
      ORDER BY priority, id
      """)
  }

  private func nothingToClaim(
    _ obstacle: ClaimRefusal?, pool: String?, zone: Zone
  ) -> UserError {
    let place = pool.map { "the pool '\($0)'" } ?? "any pool"
    let reason = obstacle?.reason(in: zone) ?? "none lies there that you may claim"
    return UserError(
      .no, "no \(holding.noun.name) of \(place) can be claimed: \(reason)", code: obstacle?.code,
      hints: ["'crm pool list' shows what lies in the pools and your limits"])
  }

  private func advising(_ error: UserError, of count: Int) -> UserError {
    guard count > 1 else { return error }
    var error = error
    error.hints.append("nothing was claimed; --partial claims those that can be")
    return error
  }
}
