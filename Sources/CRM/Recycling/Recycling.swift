import Store
import Values

/// Puts neglected customers and leads back into pools.
///
/// The due set is worked out once; its events drive everything else set-based. A dry run is the same
/// run, rolled back. Missed days are caught up by nature: age only grows. One process
/// recycles at a time; a second one is told so instead of waiting to find nothing.
package struct Recycling {
  /// One record of a run, kept small because a run may have a million.
  package struct Row: Sendable {
    package var record: Int64
    package var owner: Int64
    /// Since when the owner had it.
    var since: Instant
    package var anchor: Instant
    /// The pool that it falls into.
    package var pool: Int64 = 0
    /// How many days old the anchor is.
    package var age: Int32
    /// The first rule that fires, as an index into the rules of the result.
    package var rule: Int32 = 0
    /// All that do, as an index into the combinations of the set.
    var combination: Int32 = 0
  }

  package struct Result: Sendable {
    package var asOf: Day
    package var rules: [RecycleRule]
    package var rows: [Row]
  }

  private static let falling = "recycle_falling"
  private let session: Session
  /// Threads look through so many ids at a time, at least.
  private let fewestInPart: Int64

  package init(_ session: Session, fewestInPart: Int64 = 20_000) {
    self.session = session
    self.fewestInPart = fewestInPart
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
      var found: [(PoolHolding, DueSet)] = []
      for holding in PoolHolding.allCases where acting.contains(where: { $0.holding == holding }) {
        let due = try DueSearch(holding, by: acting, asOf: day, session: session).due(
          limit: limit.map { $0 - result.rows.count }, fewestInPart: fewestInPart, in: db)
        result.rows = result.rows.isEmpty ? due.rows : result.rows + due.rows
        found.append((holding, due))
      }
      for (holding, due) in found { try move(due, holding, by: acting, in: db) }
      return result
    }
  }

  /// Records that all of them fall, and moves them.
  private func move(
    _ due: DueSet, _ holding: PoolHolding, by rules: [RecycleRule], in db: WriteTransaction
  ) throws {
    guard !due.rows.isEmpty else { return }
    let events = try recordEvents(of: due, holding, by: rules, in: db)
    for pool in Set(due.rows.map(\.pool)).sorted() {
      // A table of ids alone is looked through as it is; a query with a condition would be copied each time.
      try db.makeWorkTable(Self.falling, columns: "id INTEGER PRIMARY KEY")
      try db.fillWorkTable(
        Self.falling,
        select: """
          SELECT \(identifier: holding.column) FROM \(identifier: holding.events)
          WHERE id >= \(events.lowerBound) AND id < \(events.upperBound) AND to_pool = \(pool)
          """)
      try Handover(kind: .recycle, holding: holding, destination: .pool(pool))
        .move("SELECT id FROM temp.\(identifier: Self.falling)", in: db)
    }
  }

  /// The events say which rules fired and from when they counted.
  private func recordEvents(
    of due: DueSet, _ holding: PoolHolding, by rules: [RecycleRule], in db: WriteTransaction
  ) throws -> Range<Int64> {
    let events = try BulkInsert(
      into: holding.events,
      columns: [
        holding.column, "kind", "at", "from_user", "from_since", "to_pool", "by", "rule", "rules",
        "anchor", "age",
      ], in: db)
    if due.rows.count >= fewestInPart, SideBySide.mostThreads > 1 { db.beginBackgroundInserts() }
    let now = Array(db.request.at.description.utf8)
    let lists = due.combinations.map { Array("[\($0)]".utf8) }
    var since: [UInt8] = []
    var anchor: [UInt8] = []
    for row in due.rows {
      since.removeAll(keepingCapacity: true)
      row.since.append(to: &since)
      anchor.removeAll(keepingCapacity: true)
      row.anchor.append(to: &anchor)
      try events.insert { event in
        event.bind(0, integer: row.record)
        event.bind(1, text: Handover.Kind.recycle.rawValue)
        event.bind(2, text: now)
        event.bind(3, integer: row.owner)
        event.bind(4, text: since)
        event.bind(5, integer: row.pool)
        if let actor = db.request.actor { event.bind(6, integer: actor) }
        event.bind(7, integer: rules[Int(row.rule)].id)
        event.bind(8, text: lists[Int(row.combination)])
        event.bind(9, text: anchor)
        event.bind(10, integer: Int64(row.age))
      }
    }
    try db.endBackgroundInserts()
    return try events.finish()
  }
}
