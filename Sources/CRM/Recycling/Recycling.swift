import Store
import Values

/// Puts neglected customers and leads back into pools.
///
/// The due set is worked out once into a work table and drives everything set-based; a dry run is
/// the same run, rolled back. Missed days are caught up by nature: age only grows. One process
/// recycles at a time; a second one is told so instead of waiting to find nothing.
package struct Recycling {
  /// One record of a run, kept small because a run may have a million.
  package struct Row: Sendable {
    package var record: Int64
    package var owner: Int64
    package var pool: Int64
    package var anchor: Instant
    /// Index into the rules of the result.
    package var rule: Int32
    package var age: Int32
  }

  package struct Result: Sendable {
    package var asOf: Day
    package var rules: [RecycleRule]
    package var rows: [Row]
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Recycles what is due on the day; with `limit` only those whose anchor is oldest.
  package func run(asOf: Day? = nil, limit: Int? = nil) throws -> Written<Result> {
    let today = try session.today()
    let day = asOf ?? today
    guard day <= today || session.invocation.isDryRun else {
      throw UserError(
        .usage, "\(day) lies in the future", code: "E_FUTURE",
        hints: ["'crm pool recycle --dry-run --as-of \(day)' shows what will fall until then"])
    }
    if let limit, limit < 0 { throw UserError(.usage, "--max takes a number from 0 on") }
    let lock =
      try session.invocation.isDryRun
      ? nil
      : RunLock("recycle", for: "crm pool recycle", inStoreAt: session.invocation.storeDirectory)
    defer { withExtendedLifetime(lock) {} }
    return try session.write { db in
      let rules = try RecycleRule.all(in: db)
      let acting = rules.filter { $0.acts(on: day) }
      var result = Result(asOf: day, rules: acting, rows: [])
      for holding in PoolHolding.allCases {
        result.rows += try recycle(
          holding, by: acting, asOf: day, limit: limit.map { $0 - result.rows.count }, in: db)
      }
      return result
    }
  }

  /// Recycles what the rules for customers, or for leads, take.
  private func recycle(
    _ holding: PoolHolding, by rules: [RecycleRule], asOf day: Day, limit: Int?,
    in db: WriteTransaction
  ) throws -> [Row] {
    guard rules.contains(where: { $0.holding == holding }) else { return [] }
    try DueSet(holding, asOf: day, session: session).find(rules, limit: limit, in: db)
    let rows = try rows(of: rules, in: db)
    guard !rows.isEmpty else { return [] }
    try recordEvents(holding, in: db)
    let pools: [Int64] = try db.values(
      "SELECT DISTINCT to_pool FROM temp.recycle_due ORDER BY to_pool")
    for pool in pools {
      try Handover(kind: .recycle, holding: holding, destination: .pool(pool))
        .move("SELECT id FROM temp.recycle_due WHERE to_pool = \(pool)", in: db)
    }
    return rows
  }

  private func rows(of rules: [RecycleRule], in db: WriteTransaction) throws -> [Row] {
    let places = Dictionary(
      uniqueKeysWithValues: rules.enumerated().map { ($1.id, Int32($0)) })
    var rows: [Row] = []
    rows.reserveCapacity(try db.value("SELECT count(*) FROM temp.recycle_due") ?? 0)
    try db.stream("SELECT id, owner, to_pool, anchor, rule, age FROM temp.recycle_due ORDER BY id")
    {
      cursor in
      guard let anchor = Instant(bytes: cursor.text(3)), let place = places[cursor.integer(4)]
      else { throw UserError.bug("the due record \(cursor.integer(0)) has no anchor or rule") }
      rows.append(
        Row(
          record: cursor.integer(0), owner: cursor.integer(1), pool: cursor.integer(2),
          anchor: anchor, rule: place, age: Int32(truncatingIfNeeded: cursor.integer(5))))
      return true
    }
    return rows
  }

  /// The events say which rules fired and from when they counted.
  private func recordEvents(_ holding: PoolHolding, in db: WriteTransaction) throws {
    try db.insert(
      holding.events,
      columns: [
        holding.column, "kind", "at", "from_user", "from_since", "to_pool", "by", "rule", "rules",
        "anchor", "age",
      ],
      select: """
        SELECT id, \(Handover.Kind.recycle.rawValue), \(db.request.at), owner, since, to_pool,
          \(db.request.actor), rule, rules, anchor, age
        FROM temp.recycle_due ORDER BY id
        """)
  }
}
