import Store

/// Who belongs to a pool: users, those of teams and of the teams below, those with a role, and the
/// pool's admins.
///
/// A pool without members is open: everybody belongs to it.
enum PoolMembership {
  /// The pools that only their members belong to.
  static let restricted: SQL = """
    SELECT pool FROM pool_user UNION SELECT pool FROM pool_team UNION SELECT pool FROM pool_role
    """

  /// The members of restricted pools as rows of `pool` and `user`.
  static let rows: SQL = """
    SELECT pool, "user" FROM pool_user
    UNION SELECT pool, "user" FROM pool_admin
    UNION SELECT l.pool, r."user" FROM pool_role l JOIN user_role r ON r.role = l.role
    UNION SELECT b.pool, u.id FROM (
      WITH RECURSIVE below(pool, team) AS (
        SELECT pool, team FROM pool_team
        UNION SELECT b.pool, t.id FROM team t JOIN below b ON t.parent = b.team)
      SELECT pool, team FROM below) b JOIN "user" u ON u.team = b.team
    """

  /// Whether the user belongs to the pool of this expression.
  static func contains(_ user: Int64, pool: SQL) -> SQL {
    """
    (\(pool) NOT IN (\(restricted))
      OR \(pool) IN (SELECT m.pool FROM (\(rows)) m WHERE m."user" = \(user)))
    """
  }

  /// Whether the user runs the pool of this expression.
  static func isAdmin(_ user: Int64, pool: SQL) -> SQL {
    "\(pool) IN (SELECT a.pool FROM pool_admin a WHERE a.\"user\" = \(user))"
  }
}
