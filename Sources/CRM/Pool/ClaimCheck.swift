import Catalogue
import Store
import Values

/// The checks of a claim for one user, over one state of the store.
///
/// Facts about customers are read once for all of them; the limits count along as customers are
/// accepted.
struct ClaimCheck {
  /// What claims need to know about one record.
  struct Candidate {
    var id: Int64
    var name: String
    var pool: Int64?
    var owner: String?
    var heldSince: Instant
    /// How the present owner or pool got it.
    var heldBy: String
    /// When the last earlier tenure of the user ended.
    var lastHeld: Instant?
    /// When it came into the pools by recycling or release.
    var droppedAt: Instant?

    /// How messages name it.
    var subject: String

    func held(_ holding: PoolHolding) -> HeldRecord {
      HeldRecord(id: id, name: name, holding: holding)
    }
  }

  private let db: ReadTransaction
  private let holding: PoolHolding
  private let user: Int64
  private let now: Instant
  private let zone: Zone
  private var quotas: [Int64: ClaimQuota] = [:]
  private var taken: [Int64: Int] = [:]
  private var total = 0

  init(
    _ holding: PoolHolding = .customers, user: Int64, now: Instant, zone: Zone,
    in db: ReadTransaction
  ) {
    self.holding = holding
    self.db = db
    self.user = user
    self.now = now
    self.zone = zone
  }

  /// The live customers of these ids, in this order.
  func candidates(_ ids: [Int64]) throws -> [Candidate] {
    let rows = try db.rows(
      """
      SELECT c.id, c.name, c.pool, u.login, c.held_since,
        \(Tenure.kind(of: holding)),
        (SELECT max(e.at) FROM \(identifier: holding.events) e
         WHERE e.\(identifier: holding.column) = c.id AND e.from_user = \(user) AND e.undone_by IS NULL),
        (SELECT max(e.at) FROM \(identifier: holding.events) e
         WHERE e.\(identifier: holding.column) = c.id AND \(Self.isDrop))
      FROM \(identifier: holding.table) c LEFT JOIN "user" u ON u.id = c.owner
      WHERE c.id IN \(ids: ids) AND c.deleted_at IS NULL
      """,
      as: Int64.self, String.self, Int64?.self, String?.self, Instant.self, String.self,
      Instant?.self, Instant?.self)
    var found: [Int64: Candidate] = [:]
    for row in rows {
      found[row.0] = Candidate(
        id: row.0, name: row.1, pool: row.2, owner: row.3, heldSince: row.4, heldBy: row.5,
        lastHeld: row.6, droppedAt: row.7, subject: "\(holding.noun.reference(row.0)) '\(row.1)'")
    }
    return ids.compactMap { found[$0] }
  }

  /// Nil when the user may claim the customer now; the first failing check otherwise.
  mutating func refusal(of candidate: Candidate) throws -> ClaimRefusal? {
    guard let pool = candidate.pool else {
      return .notInPool(
        owner: candidate.owner ?? "nobody", since: candidate.heldSince, kind: candidate.heldBy)
    }
    let quota = try quota(of: pool)
    if let closed = quota.closed { return closed }
    if let start = candidate.droppedAt,
      let refusal = quota.freeze(since: start, now: now, zone: zone)
    {
      return refusal
    }
    if let end = candidate.lastHeld, let refusal = quota.cooldown(after: end, now: now, zone: zone)
    {
      return refusal
    }
    return quota.exhausted(taken: taken[pool, default: 0], total: total)
  }

  /// Counts a customer that is going to be claimed from the pool.
  mutating func accept(from pool: Int64, count: Int = 1) {
    taken[pool, default: 0] += count
    total += count
  }

  /// The customers of the pool that the user may claim, longest in the pool first.
  mutating func longestWaiting(
    in pool: Int64, atMost count: Int, where conditions: [SQL] = []
  ) throws -> [Int64] {
    let quota = try quota(of: pool)
    let limit = min(count, quota.remaining(taken: taken[pool, default: 0], total: total))
    guard quota.closed == nil, limit > 0 else { return [] }
    return try db.values(
      Self.waiting(
        holding, in: pool, user: user, notHeldSince: quota.cooldownBoundary(now: now, zone: zone),
        notDroppedSince: quota.freezeBoundary(now: now, zone: zone), where: conditions,
        limit: limit))
  }

  /// The ids in the pool in the order of waiting, without those that the user held that lately or
  /// that the pool keeps.
  ///
  /// Conditions speak of the record `r`.
  static func waiting(
    _ holding: PoolHolding = .customers, in pool: Int64, user: Int64, notHeldSince: Instant?,
    notDroppedSince: Instant? = nil,
    where conditions: [SQL] = [], limit: Int
  ) -> SQL {
    var cooldown: SQL = ""
    if let notHeldSince {
      cooldown = """
        AND NOT EXISTS (SELECT 1 FROM \(identifier: holding.events) e WHERE e.\(identifier: holding.column) = r.id
          AND e.from_user = \(user) AND e.undone_by IS NULL AND e.at >= \(notHeldSince))
        """
    }
    var freeze: SQL = ""
    if let notDroppedSince {
      freeze = """
        AND NOT EXISTS (SELECT 1 FROM \(identifier: holding.events) e WHERE e.\(identifier: holding.column) = r.id
          AND \(Self.isDrop) AND e.at >= \(notDroppedSince))
        """
    }
    return """
      SELECT r.id FROM \(identifier: holding.table) r WHERE r.pool = \(pool) AND r.deleted_at IS NULL \(cooldown) \(freeze)
        AND \(conditions.conjunction())
      ORDER BY r.held_since, r.id LIMIT \(limit)
      """
  }

  /// Why nothing more can be claimed from the pool, if it is a limit or the pool itself.
  mutating func obstacle(in pool: Int64) throws -> ClaimRefusal? {
    let quota = try quota(of: pool)
    if let closed = quota.closed { return closed }
    return quota.exhausted(taken: taken[pool, default: 0], total: total)
  }

  /// Whether the event `e` left a customer in a pool that the former owner gave up or lost.
  private static let isDrop: SQL =
    "e.kind IN ('recycle', 'release') AND e.undone_by IS NULL"

  mutating func quota(of pool: Int64) throws -> ClaimQuota {
    if let known = quotas[pool] { return known }
    let quota = try ClaimQuota(holding, pool: pool, user: user, now: now, zone: zone, in: db)
    quotas[pool] = quota
    return quota
  }
}
