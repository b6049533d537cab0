import Catalogue
import Store
import Values

/// Customers or leads that come back from deletion to the user who had them: as on any other way in, nobody
/// gets one who left, and nobody more than the caps allow.
struct RestoredHolding {
  private let holding: PoolHolding
  private let ids: [Int64]
  private let session: Session
  private let db: ReadTransaction

  init(_ holding: PoolHolding, _ restored: RestoredRecords) {
    self.holding = holding
    ids = restored.ids
    session = restored.session
    db = restored.db
  }

  func check() throws {
    try refuseInactive()
    if holding == .customers { try checkOwnedCap() }
    try checkClaimedCaps()
  }

  private func refuseInactive() throws {
    guard
      let (id, login) = try db.row(
        """
        SELECT c.id, u.login FROM \(identifier: holding.table) c JOIN "user" u ON u.id = c.owner
        WHERE c.id IN \(ids: ids) AND u.active = 0 ORDER BY c.id LIMIT 1
        """, as: Int64.self, String.self)
    else { return }
    let reference = holding.noun.reference(id)
    throw UserError(
      .no, "\(reference) belongs to \(login), who is not active", code: "E_INACTIVE",
      hints: [
        "'crm user edit \(login) --active yes' enables the user",
        "'crm pool assign \(reference) --to USER' gives it to another one once it is back",
      ])
  }

  /// What is won counts for nobody, so that it comes back whatever the cap is.
  private func checkOwnedCap() throws {
    let owners: [Int64] = try db.values(
      """
      SELECT DISTINCT c.owner FROM customer c
      WHERE c.id IN \(ids: ids) AND c.owner IS NOT NULL
        AND NOT \(Deal.isWon(customer: "c.id")) ORDER BY c.owner
      """)
    do {
      try OwnedCap.check(owners, in: db)
    } catch var error as UserError {
      error.hints = [makingRoom]
      throw error
    }
  }

  /// Who has a record by a claim has it by a claim again.
  private func checkClaimedCaps() throws {
    let zone = try session.settings().zone
    for (user, login, pool) in try db.rows(
      """
      SELECT u.id, u.login, p.id FROM (
        SELECT DISTINCT e.to_user, e.from_pool FROM \(ClaimQuota.standingClaims(holding))
          AND e.\(identifier: holding.column) IN \(ids: ids)) x
      JOIN "user" u ON u.id = x.to_user JOIN pool p ON p.id = x.from_pool
      WHERE p.deleted_at IS NULL ORDER BY 1, 3
      """, as: Int64.self, String.self, Int64.self)
    {
      let quota = try ClaimQuota(
        holding, pool: pool, user: user, now: session.now, zone: zone, in: db)
      guard let cap = quota.cap, quota.held > cap else { continue }
      throw UserError(
        .limit,
        "\(login) would hold \(quota.held.grouped) claimed \(holding.rawValue); the pool "
          + "'\(quota.name)' allows \(cap.grouped)", code: "claimed_cap", hints: [makingRoom],
        details: [
          .init("owner", login), .init("pool", quota.name), .init("held", String(quota.held)),
          .init("limit", String(cap)),
        ])
    }
  }

  private var makingRoom: String {
    let reference = holding == .leads ? "lead/ID" : "CUSTOMER"
    return "make room first: crm pool release \(reference) --reason REASON, or crm pool assign "
      + "\(reference) --to USER"
  }
}
