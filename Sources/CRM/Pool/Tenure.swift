import Store

/// The time during which one user or pool has a customer or lead.
///
/// A record's first tenure begins with its creation and leaves no event of its own; every event
/// of `PoolHolding.events` ends one tenure, whose beginning it keeps, and begins the next. Undone
/// events are none.
enum Tenure {
  /// A column of the event by which the present holder got the record `c` of the surrounding
  /// query; NULL for the first.
  static func latestEvent(_ column: String, of holding: PoolHolding = .customers) -> SQL {
    """
    (SELECT e.\(identifier: column) FROM \(identifier: holding.events) e
      WHERE e.\(identifier: holding.column) = c.id AND e.undone_by IS NULL ORDER BY e.id DESC LIMIT 1)
    """
  }

  /// How the present holder of the record `c` got it.
  static func kind(of holding: PoolHolding = .customers) -> SQL {
    "ifnull(\(latestEvent("kind", of: holding)), c.origin)"
  }

  /// The kinds of beginnings after which a customer is protected from recycling for a while.
  static let protectedKinds = ["create", "claim"]

  /// The `user` or `pool` of the first tenure of a record.
  static func first(of record: Int64, in holding: PoolHolding) -> SQL {
    """
    SELECT iif(e.id IS NULL, c.owner, e.from_user) AS user,
      iif(e.id IS NULL, c.pool, e.from_pool) AS pool
    FROM \(identifier: holding.table) c LEFT JOIN \(identifier: holding.events) e ON e.id = (SELECT x.id FROM \(identifier: holding.events) x
      WHERE x.\(identifier: holding.column) = c.id AND x.undone_by IS NULL ORDER BY x.id LIMIT 1)
    WHERE c.id = \(record)
    """
  }

  /// The first tenures that were in a pool: `customer`, `pool`, the `kind` of the creation, and when it began.
  static let firstInPools: SQL = """
    SELECT c.id AS customer, c.pool, c.origin AS kind, c.held_since AS at FROM customer c
    WHERE c.pool IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ownership_event e
      WHERE e.customer = c.id AND e.undone_by IS NULL)
    UNION ALL
    SELECT c.id, e.from_pool, c.origin, e.from_since
    FROM ownership_event e JOIN customer c ON c.id = e.customer
    WHERE e.from_pool IS NOT NULL AND e.undone_by IS NULL
      AND NOT EXISTS (SELECT 1 FROM ownership_event x
        WHERE x.customer = e.customer AND x.id < e.id AND x.undone_by IS NULL)
    """
}
