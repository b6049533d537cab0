import Store
import Values

/// The limits that hold for one user: of all that concern him the most specific one, for each of
/// them by itself.
///
/// A limit for the user is more specific than one for his team, the nearest team before those above,
/// teams before roles, and roles before everybody; of equally specific ones those of the pool come
/// first, then the declared order. What the pool itself says is a limit for everybody in that pool.
struct UserLimits {
  private(set) var perDay: Int?
  private(set) var claimedCap: Int?
  private(set) var ownedCap: Int?

  /// The limits of the user's claims from the pool; nil: what does not depend on a pool.
  init(of user: Int64, in pool: Int64?, db: ReadTransaction) throws {
    for (perDay, claimedCap, ownedCap) in try db.rows(
      Self.matching(user: user, pool: pool), as: Int?.self, Int?.self, Int?.self)
    {
      self.perDay = self.perDay ?? perDay
      self.claimedCap = self.claimedCap ?? claimedCap
      self.ownedCap = self.ownedCap ?? ownedCap
    }
  }

  private static func matching(user: Int64, pool: Int64?) -> SQL {
    """
    WITH RECURSIVE above(id, distance) AS (
      SELECT team, 0 FROM "user" WHERE id = \(user) AND team IS NOT NULL
      UNION SELECT t.parent, a.distance + 1 FROM above a JOIN team t ON t.id = a.id
      WHERE t.parent IS NOT NULL AND a.distance < 100)
    SELECT claim_per_day, claimed_cap, owned_cap FROM (
      SELECT l.claim_per_day, l.claimed_cap, l.owned_cap, l.pool, l.position, l.id,
        CASE WHEN l."user" IS NOT NULL THEN 0 WHEN l.team IS NOT NULL THEN 1
          WHEN l.role IS NOT NULL THEN 2 ELSE 3 END AS place,
        (SELECT min(distance) FROM above a WHERE a.id = l.team) AS distance
      FROM pool_limit l
      WHERE l.deleted_at IS NULL AND (l.pool IS NULL OR l.pool = \(pool))
        AND (l."user" IS NULL OR l."user" = \(user))
        AND (l.team IS NULL OR l.team IN (SELECT id FROM above))
        AND (l.role IS NULL OR l.role IN (SELECT role FROM user_role WHERE "user" = \(user)))
      UNION ALL
      SELECT p.claim_per_day, p.claimed_cap, NULL, p.id, -1, 0, 3, NULL FROM pool p
      WHERE p.id = \(pool))
    ORDER BY place, distance, pool IS NULL, position, id
    """
  }
}
