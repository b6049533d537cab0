import Store
import Values

/// Puts neglected customers back into pools.
///
/// The due set is worked out once into a work table and drives everything set-based; a dry run is
/// the same run, rolled back. Missed days are caught up by nature: age only grows.
package struct Recycling {
  /// One customer of a run, kept small because a run may have a million.
  package struct Row: Sendable {
    package var customer: Int64
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

  private static let firing = "recycle_firing"
  private static let due = "recycle_due"
  private static let calendar = "recycle_calendar"

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
    let zone = try session.settings().zone
    return try session.write { db in
      let rules = try RecycleRule.all(in: db)
      let acting = rules.filter { $0.acts(on: day) }
      var result = Result(asOf: day, rules: acting, rows: [])
      guard !acting.isEmpty else { return result }
      try findDue(acting, asOf: day, zone: zone, limit: limit, in: db)
      result.rows = try rows(acting, in: db)
      guard !result.rows.isEmpty else { return result }
      try recordEvents(in: db)
      let pools: [Int64] = try db.values(
        "SELECT DISTINCT to_pool FROM temp.recycle_due ORDER BY to_pool")
      for pool in pools {
        try Handover(kind: .recycle, destination: .pool(pool))
          .move("SELECT customer FROM temp.recycle_due WHERE to_pool = \(pool)", in: db)
      }
      return result
    }
  }

  // MARK: The due set

  /// Fills `temp.recycle_due`: a row for every due customer, with the first rule that fires.
  private func findDue(
    _ rules: [RecycleRule], asOf: Day, zone: Zone, limit: Int?, in db: WriteTransaction
  ) throws {
    try db.makeWorkTable(
      Self.firing,
      columns: """
        customer INTEGER NOT NULL, place INTEGER NOT NULL, rule INTEGER NOT NULL,
        to_pool INTEGER NOT NULL, anchor TEXT NOT NULL, PRIMARY KEY (customer, place)
        """)
    for (place, rule) in rules.enumerated() {
      let due = try DueCustomers(rule: rule, asOf: asOf, zone: zone, session: session, in: db)
        .query()
      try db.fillWorkTable(
        Self.firing,
        select: """
          SELECT d.id, \(place), \(rule.id), \(try destination(of: rule, in: db)), d.anchor
          FROM (\(due)) d
          """)
    }
    try fillCalendar(asOf: asOf, zone: zone, in: db)
    try db.makeWorkTable(
      Self.due,
      columns: """
        customer INTEGER PRIMARY KEY, place INTEGER NOT NULL, rule INTEGER NOT NULL,
        rules TEXT NOT NULL, to_pool INTEGER NOT NULL, anchor TEXT NOT NULL, age INTEGER NOT NULL
        """)
    let order: SQL =
      limit.map { "ORDER BY f.anchor, f.customer LIMIT \($0)" } ?? "ORDER BY f.customer"
    try db.fillWorkTable(
      Self.due,
      select: """
        SELECT f.customer, f.place, f.rule,
          (SELECT json_group_array(rule) FROM (SELECT a.rule FROM temp.recycle_firing a
             WHERE a.customer = f.customer ORDER BY a.place)),
          f.to_pool, f.anchor,
          \(asOf.number) - (SELECT k.number FROM temp.recycle_calendar k
            WHERE k.start <= f.anchor ORDER BY k.start DESC LIMIT 1)
        FROM temp.recycle_firing f
        WHERE NOT EXISTS (SELECT 1 FROM temp.recycle_firing b
          WHERE b.customer = f.customer AND b.place < f.place)
        \(order)
        """)
  }

  /// The pool of the rule, or `public` for a customer that it does not take.
  private func destination(of rule: RecycleRule, in db: WriteTransaction) throws -> SQL {
    guard
      let condition = try PoolEntry(session: session, in: db).condition(of: rule.toPool)
    else { return "\(rule.toPool)" }
    return """
      iif((SELECT \(condition) FROM customer r WHERE r.id = d.id),
        \(rule.toPool), \(try PublicPool.id(in: db)))
      """
  }

  /// Fills `temp.recycle_calendar`: when each day since the oldest anchor began in the store's zone.
  ///
  /// With it SQL counts calendar days, which are not always 24 hours long.
  private func fillCalendar(asOf: Day, zone: Zone, in db: WriteTransaction) throws {
    try db.makeWorkTable(
      Self.calendar, columns: "start TEXT PRIMARY KEY, number INTEGER NOT NULL")
    guard
      let oldest = try db.value("SELECT min(anchor) FROM temp.recycle_firing", as: Instant?.self),
      let oldest
    else { return }
    let first = zone.day(of: oldest)
    let days = (first.number...max(first.number, asOf.number)).map(Day.init(number:))
    let pairs = days.map { "[\"\(zone.startOfDay($0))\",\($0.number)]" }.joined(separator: ",")
    try db.fillWorkTable(
      Self.calendar,
      select: """
        SELECT value ->> 0, value ->> 1 FROM json_each(\("[\(pairs)]"))
        """)
  }

  private func rows(_ rules: [RecycleRule], in db: WriteTransaction) throws -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(try db.value("SELECT count(*) FROM temp.recycle_due") ?? 0)
    try db.stream(
      """
      SELECT d.customer, c.owner, d.anchor, d.place, d.age, d.to_pool
      FROM temp.recycle_due d CROSS JOIN customer c ON c.id = d.customer ORDER BY d.customer
      """
    ) { cursor in
      guard let anchor = Instant(bytes: cursor.text(2)) else {
        throw UserError.bug("customer \(cursor.integer(0)) has no anchor")
      }
      rows.append(
        Row(
          customer: cursor.integer(0), owner: cursor.integer(1), pool: cursor.integer(5),
          anchor: anchor,
          rule: Int32(truncatingIfNeeded: cursor.integer(3)),
          age: Int32(truncatingIfNeeded: cursor.integer(4))))
      return true
    }
    return rows
  }

  /// The events say which rules fired and from when they counted.
  private func recordEvents(in db: WriteTransaction) throws {
    try db.insert(
      "ownership_event",
      columns: [
        "customer", "kind", "at", "from_user", "from_since", "to_pool", "by", "rule", "rules",
        "anchor", "age",
      ],
      select: """
        SELECT d.customer, \(Handover.Kind.recycle.rawValue), \(db.request.at), c.owner, c.held_since,
          d.to_pool, \(db.request.actor), d.rule, d.rules, d.anchor, d.age
        FROM temp.recycle_due d CROSS JOIN customer c ON c.id = d.customer ORDER BY d.customer
        """)
  }
}
