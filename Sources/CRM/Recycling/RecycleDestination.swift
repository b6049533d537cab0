import Store

/// Where recycled records fall: into the pool of the rule; without one into the first pool by
/// priority that is for the owner and few others, and else, or where a pool does not take them,
/// into the built-in one.
struct RecycleDestination {
  private static let wanted = "recycle_wanted"
  private let publicPool: Int64
  private let holding: PoolHolding
  /// The pool of each owner that has one.
  private let homes: [Int64: Int64]
  /// The pools that do not take everything, with their conditions on the record `r`.
  private var conditions: [(pool: Int64, condition: SQL)] = []
  private let db: WriteTransaction

  init(_ holding: PoolHolding, session: Session, in db: WriteTransaction) throws {
    self.holding = holding
    self.db = db
    publicPool = try PublicPool.id(holding: holding, in: db)
    let homes = try db.rows(
      """
      SELECT "user", pool FROM (
        SELECT m."user", p.id AS pool,
          row_number() OVER (PARTITION BY m."user" ORDER BY p.priority, p.id) AS place
        FROM (\(PoolMembership.rows)) m JOIN pool p ON p.id = m.pool
        WHERE p.enabled = 1 AND p.holds = \(holding.rawValue) AND p.deleted_at IS NULL AND p.id IN (\(PoolMembership.restricted)))
      WHERE place = 1
      """, as: Int64.self, Int64.self)
    self.homes = Dictionary(homes) { first, _ in first }
    let entry = try PoolEntry(session: session, in: db)
    let pools: [Int64] = try db.values(
      """
      SELECT id FROM pool WHERE entry IS NOT NULL AND holds = \(holding.rawValue)
        AND deleted_at IS NULL ORDER BY id
      """)
    for pool in pools {
      if let condition = try entry.condition(of: pool, holding) {
        conditions.append((pool, condition))
      }
    }
  }

  /// The pool that a rule wants for what the owner loses.
  func wanted(by rule: RecycleRule, owner: Int64) -> Int64 {
    rule.toPool ?? homes[owner] ?? publicPool
  }

  /// Leaves to the built-in pool what the wanted one does not take.
  func admit(_ due: inout DueSet) throws {
    for (pool, condition) in conditions {
      let staged = try StagedRows(
        Self.wanted, columns: "id INTEGER PRIMARY KEY", width: 1, in: db)
      for row in due.rows where row.pool == pool { try staged.append([.integer(row.record)]) }
      let refused = Set(
        try db.values(
          """
          SELECT r.id FROM \(staged.table) w JOIN \(identifier: holding.table) r ON r.id = w.id
          WHERE (\(condition)) IS NOT 1
          """, as: Int64.self))
      guard !refused.isEmpty else { continue }
      due.update { row in
        if row.pool == pool, refused.contains(row.record) { row.pool = publicPool }
      }
    }
  }
}
