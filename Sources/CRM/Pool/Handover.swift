import Store
import Values

/// A change of hands of many customers at once, as events and as their new owner or pool.
///
/// Every verb that moves customers ends here, so that owner, pool, open opportunities and events
/// always change together.
struct Handover {
  enum Kind: String {
    case claim, assign, transfer, release, recycle
  }

  enum Destination {
    case user(Int64)
    case pool(Int64)

    var user: Int64? { if case .user(let id) = self { id } else { nil } }
    var pool: Int64? { if case .pool(let id) = self { id } else { nil } }
  }

  var kind: Kind
  var destination: Destination
  var reason: String?
  /// Whether open opportunities of the former owner go the way of the customer.
  var movesOpportunities = true

  /// Records the events and moves the customers that the query yields.
  func carryOut(_ customers: SQL, in db: WriteTransaction) throws {
    try db.insert(
      "ownership_event",
      columns: [
        "customer", "kind", "at", "from_user", "from_pool", "from_since", "to_user", "to_pool",
        "by", "reason",
      ],
      select: """
        SELECT id, \(kind.rawValue), \(db.request.at), owner, pool, held_since,
          \(destination.user), \(destination.pool), \(db.request.actor), \(reason)
        FROM customer WHERE id IN (\(customers)) ORDER BY id
        """)
    try move(customers, in: db)
  }

  /// Moves the customers without recording events, for verbs whose events say more.
  ///
  /// Open opportunities of the former owner go the way of the customer: they become ownerless in a
  /// pool, and whoever takes the customer from there gets them. Those of other people stay theirs.
  func move(_ customers: SQL, in db: WriteTransaction) throws {
    try TenureEnd.carryOut(customers, next: destination.user, in: db)
    if movesOpportunities { try moveOpportunities(of: customers, in: db) }
    try db.update(
      "customer", where: "id IN (\(customers))",
      set: [
        ("owner", "\(destination.user)"), ("pool", "\(destination.pool)"),
        ("held_since", "\(db.request.at)"),
      ])
  }

  private func moveOpportunities(of customers: SQL, in db: WriteTransaction) throws {
    try db.update(
      "opportunity",
      where: """
        id IN (
          SELECT o.id FROM customer c CROSS JOIN opportunity o ON o.customer = c.id
          WHERE c.id IN (\(customers)) AND o.owner IS c.owner AND o.deleted_at IS NULL
            AND o.stage IN (SELECT id FROM stage WHERE kind = 'open'))
        """,
      set: [("owner", "\(destination.user)")])
  }
}
