import Store

/// Where recycled customers fall: into the pool of the rule; without one into the first pool by
/// priority that is for the owner and few others, and else, or where a pool does not take the
/// customer, into `public`.
struct RecycleDestination {
  private static let homes = "recycle_home"
  private let publicPool: Int64
  /// The pools that do not take every customer, with their conditions on the customer `r`.
  private var conditions: [(pool: Int64, condition: SQL)] = []

  init(session: Session, in db: WriteTransaction) throws {
    publicPool = try PublicPool.id(in: db)
    let entry = try PoolEntry(session: session, in: db)
    let pools: [Int64] = try db.values(
      "SELECT id FROM pool WHERE entry IS NOT NULL AND deleted_at IS NULL ORDER BY id")
    for pool in pools {
      if let condition = try entry.condition(of: pool) { conditions.append((pool, condition)) }
    }
    try db.makeWorkTable(Self.homes, columns: "\"user\" INTEGER PRIMARY KEY, pool INTEGER NOT NULL")
    try db.fillWorkTable(
      Self.homes,
      select: """
        SELECT "user", pool FROM (
          SELECT m."user", p.id AS pool,
            row_number() OVER (PARTITION BY m."user" ORDER BY p.priority, p.id) AS place
          FROM (\(PoolMembership.rows)) m JOIN pool p ON p.id = m.pool
          WHERE p.enabled = 1 AND p.deleted_at IS NULL AND p.id IN (\(PoolMembership.restricted)))
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

  /// The pool that takes the customer, of the one that is wanted.
  func admitted(to pool: SQL, customer: SQL) -> SQL {
    guard !conditions.isEmpty else { return pool }
    let cases = conditions.map { pool, condition in
      """
      WHEN \(pool) THEN iif((SELECT \(condition) FROM customer r WHERE r.id = \(customer)),
        \(pool), \(publicPool))
      """ as SQL
    }
    return "CASE \(pool) \(cases.joined(separator: " ")) ELSE \(pool) END"
  }
}
