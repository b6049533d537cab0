import Catalogue
import Store
import Values

/// A change of hands of many customers or leads at once, as events and as their new owner or pool.
///
/// Every verb that moves them ends here, so that owner, pool, open opportunities, open quotes and events always
/// change together.
struct Handover {
  enum Kind: String {
    case claim, assign, transfer, move, release, recycle
  }

  enum Destination {
    case user(Int64)
    case pool(Int64)

    var user: Int64? { if case .user(let id) = self { id } else { nil } }
    var pool: Int64? { if case .pool(let id) = self { id } else { nil } }
  }

  var kind: Kind
  var holding = PoolHolding.customers
  var destination: Destination
  var reason: String?
  /// Whether open opportunities of the former owner, and open quotes, go the way of the customer.
  var movesOpportunities = true

  /// Records the events and moves the records that the query yields.
  func carryOut(_ records: SQL, in db: WriteTransaction) throws {
    try db.insert(
      holding.events,
      columns: [
        holding.column, "kind", "at", "from_user", "from_pool", "from_since", "to_user", "to_pool",
        "by", "reason",
      ],
      select: """
        SELECT id, \(kind.rawValue), \(db.request.at), owner, pool, held_since,
          \(destination.user), \(destination.pool), \(db.request.actor), \(reason)
        FROM \(identifier: holding.table) WHERE id IN (\(records)) ORDER BY id
        """)
    try move(records, in: db)
  }

  /// Moves the records without recording events, for verbs whose events say more.
  func move(_ records: SQL, in db: WriteTransaction) throws {
    if holding == .customers {
      try TenureEnd.carryOut(records, next: destination.user, in: db)
      if movesOpportunities {
        try moveOpportunities(of: records, in: db)
        try moveQuotes(of: records, in: db)
      }
      try endHolds(of: records, in: db)
    }
    try db.update(
      holding.table, where: "id IN (\(records))",
      set: [
        ("owner", "\(destination.user)"), ("pool", "\(destination.pool)"),
        ("held_since", "\(db.request.at)"),
      ])
  }

  /// Open opportunities of the former owner go with the customer, and become ownerless in a pool.
  ///
  /// Whoever takes the customer from there gets them. Those of other people stay theirs.
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

  /// Open quotes go the way of the opportunities.
  private func moveQuotes(of customers: SQL, in db: WriteTransaction) throws {
    try db.update(
      "quote",
      where: """
        id IN (
          SELECT q.id FROM customer c CROSS JOIN quote q ON q.customer = c.id
          WHERE c.id IN (\(customers)) AND q.owner IS c.owner AND \(OpenQuotes.isOpen("q")))
        """,
      set: [("owner", "\(destination.user)")])
  }

  /// What the former owner promised does not bind the next one.
  private func endHolds(of customers: SQL, in db: WriteTransaction) throws {
    for hold in RecycleHold.all {
      try db.update(
        "customer",
        where: """
          id IN (SELECT h.id FROM customer h
            WHERE h.\(identifier: hold.column) IS NOT NULL AND +h.id IN (\(customers)))
          """,
        set: [(hold.column, "NULL")], touching: false)
    }
  }
}
