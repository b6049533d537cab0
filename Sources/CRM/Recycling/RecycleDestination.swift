import Store

/// Where recycled records fall: into the pool of the rule; without one into the first pool by
/// priority that is for the owner and few others, and else, or where a pool does not take them,
/// into the built-in one.
struct RecycleDestination {
  private static let homes = "recycle_home"
  private let publicPool: Int64
  private let holding: PoolHolding
  /// The pools that do not take everything, with their conditions on the record `r`.
  private var conditions: [(pool: Int64, condition: SQL)] = []

  init(_ holding: PoolHolding, session: Session, in db: WriteTransaction) throws {
    self.holding = holding
    publicPool = try PublicPool.id(holding: holding, in: db)
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
    try db.makeWorkTable(Self.homes, columns: "\"user\" INTEGER PRIMARY KEY, pool INTEGER NOT NULL")
    try db.fillWorkTable(
      Self.homes,
      select: """
        SELECT "user", pool FROM (
          SELECT m."user", p.id AS pool,
            row_number() OVER (PARTITION BY m."user" ORDER BY p.priority, p.id) AS place
          FROM (\(PoolMembership.rows)) m JOIN pool p ON p.id = m.pool
          WHERE p.enabled = 1 AND p.holds = \(holding.rawValue) AND p.deleted_at IS NULL AND p.id IN (\(PoolMembership.restricted)))
        WHERE place = 1
        """)
  }

  /// The pool that a rule wants for what the owner loses.
  func wanted(by rule: RecycleRule, owner: SQL) -> SQL {
    if let pool = rule.toPool { return "\(pool)" }
    return """
      ifnull((SELECT h.pool FROM temp.recycle_home h WHERE h."user" = \(owner)), \(publicPool))
      """
  }

  /// The pool that takes the record, of the one that is wanted.
  func admitted(to pool: SQL, record: SQL) -> SQL {
    guard !conditions.isEmpty else { return pool }
    let cases = conditions.map { pool, condition in
      """
      WHEN \(pool) THEN iif((SELECT \(condition) FROM \(identifier: holding.table) r WHERE r.id = \(record)),
        \(pool), \(publicPool))
      """ as SQL
    }
    return "CASE \(pool) \(cases.joined(separator: " ")) ELSE \(pool) END"
  }
}
