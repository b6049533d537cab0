import Store
import Values

/// A pool as claims see it: its limits, and how far the user has used them up.
struct ClaimQuota {
  let pool: Int64
  let name: String
  let isEnabled: Bool
  let perDay: Int?
  let cap: Int?
  let ownedCap: Int?
  let cooldownDays: Int
  let freezeDays: Int
  /// Whether the user belongs to the pool.
  let isMember: Bool
  /// Claims of the user from this pool on the present day, undone ones included.
  let usedToday: Int
  /// Customers of the user whose present tenure began with a claim, from whichever pool.
  let held: Int
  /// Customers of the user that are not won; counted only where there is a cap.
  let owned: Int

  init(
    _ holding: PoolHolding = .customers, pool: Int64, user: Int64, now: Instant, zone: Zone,
    in db: ReadTransaction
  ) throws {
    guard
      let row = try db.row(
        """
        SELECT name, enabled, cooldown_days, freeze_days,
          \(PoolMembership.contains(user, pool: "pool.id"))
        FROM pool WHERE id = \(pool)
        """, as: String.self, Bool.self, Int.self, Int.self, Bool.self)
    else {
      throw UserError.bug("there is no pool \(pool)")
    }
    self.pool = pool
    (name, isEnabled, cooldownDays, freezeDays, isMember) = row
    let limits = try UserLimits(of: user, in: pool, db: db)
    (perDay, cap) = (limits.perDay, limits.claimedCap)
    ownedCap = holding == .customers ? limits.ownedCap : nil
    let today = zone.day(of: now)
    usedToday =
      try db.value(
        Self.claims(
          of: user, from: pool, holding, in: zone.startOfDay(today)...zone.endOfDay(today))) ?? 0
    held = try db.value(Self.holdings(of: user, holding)) ?? 0
    owned = try ownedCap == nil ? 0 : db.value(OwnedCap.owned(by: user)) ?? 0
  }

  /// Counts the user's claims from the pool, undone ones included.
  static func claims(
    of user: Int64, from pool: Int64, _ holding: PoolHolding = .customers,
    in time: ClosedRange<Instant>
  ) -> SQL {
    """
    SELECT count(*) FROM \(identifier: holding.events)
    WHERE kind = 'claim' AND to_user = \(user) AND from_pool = \(pool)
      AND at BETWEEN \(time.lowerBound) AND \(time.upperBound)
    """
  }

  /// Counts the records that the user has by a claim: it is the last event that stands.
  static func holdings(of user: Int64, _ holding: PoolHolding = .customers) -> SQL {
    "SELECT count(*) FROM \(standingClaims(holding)) AND e.to_user = \(user) AND c.owner = \(user)"
  }

  /// The claims `e` by which the owners of live records `c` have them, as a FROM with its WHERE.
  static func standingClaims(_ holding: PoolHolding) -> SQL {
    """
    \(identifier: holding.events) e CROSS JOIN \(identifier: holding.table) c ON c.id = e.\(identifier: holding.column)
    WHERE e.kind = 'claim' AND e.undone_by IS NULL AND c.owner = e.to_user AND c.deleted_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM \(identifier: holding.events) later
        WHERE later.\(identifier: holding.column) = e.\(identifier: holding.column) AND later.id > e.id AND later.undone_by IS NULL)
    """
  }

  /// How many more the limits allow after `taken` from this pool and `total` altogether.
  func remaining(taken: Int, total: Int) -> Int {
    min(
      perDay.map { max(0, $0 - usedToday - taken) } ?? .max,
      cap.map { max(0, $0 - held - total) } ?? .max,
      ownedCap.map { max(0, $0 - owned - total) } ?? .max)
  }

  /// The limit that stands in the way of one more.
  func exhausted(taken: Int, total: Int) -> ClaimRefusal? {
    if let perDay, usedToday + taken >= perDay {
      return .dailyLimit(
        ClaimUsage(used: usedToday, taken: taken, limit: perDay), pool: name)
    }
    return capReached(total: total)
  }

  func capReached(total: Int) -> ClaimRefusal? {
    if let cap, held + total >= cap {
      return .claimedCap(ClaimUsage(used: held, taken: total, limit: cap), pool: name)
    }
    guard let ownedCap, owned + total >= ownedCap else { return nil }
    return .ownedCap(ClaimUsage(used: owned, taken: total, limit: ownedCap))
  }

  /// Whether one more may be assigned after so many: what is assigned counts as owned, not as claimed.
  func admitsAssignment(after given: Int) -> Bool {
    guard capReached(total: 0) == nil else { return false }
    return ownedCap.map { owned + given < $0 } ?? true
  }

  /// What keeps the user from claiming anything from the pool.
  var closed: ClaimRefusal? {
    if !isMember { return .notMember(pool: name) }
    return isEnabled ? nil : .poolDisabled(pool: name)
  }

  /// The instant since which a customer must have come into the pool to be frozen there.
  ///
  /// Nil when the pool does not freeze.
  func freezeBoundary(now: Instant, zone: Zone) -> Instant? {
    guard freezeDays > 0 else { return nil }
    return zone.startOfDay(zone.day(of: now).adding(days: 1 - freezeDays))
  }

  /// How long a customer is frozen that came into the pool by recycling or release at that instant.
  func freeze(since start: Instant, now: Instant, zone: Zone) -> ClaimRefusal? {
    guard let boundary = freezeBoundary(now: now, zone: zone), start >= boundary else { return nil }
    return .frozen(until: zone.day(of: start).adding(days: freezeDays), pool: name)
  }

  /// The instant since which a tenure must have ended to keep the user from claiming again.
  ///
  /// Nil when the pool has no cooldown.
  func cooldownBoundary(now: Instant, zone: Zone) -> Instant? {
    guard cooldownDays > 0 else { return nil }
    return zone.startOfDay(zone.day(of: now).adding(days: 1 - cooldownDays))
  }

  /// The cooldown that a tenure which ended at that instant puts on the user.
  func cooldown(after end: Instant, now: Instant, zone: Zone) -> ClaimRefusal? {
    guard let boundary = cooldownBoundary(now: now, zone: zone), end >= boundary else { return nil }
    let day = zone.day(of: end)
    return .cooldown(until: day.adding(days: cooldownDays), lastHeld: day)
  }
}
