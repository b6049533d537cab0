import Store
import Values

/// The customers or leads that are due on a day, worked out once into a work table that drives everything
/// set-based.
///
/// `temp.recycle_due` has a row for every due record, in the order of `id`: the `owner` who loses it
/// and `since` when he had it, the first `rule` that fires, all `rules` that do, the `anchor` of the
/// first and how many days `age` it has, and the pool it falls into, `to_pool`.
struct DueSet {
  private static let due = "recycle_due"
  private static let calendar = "recycle_calendar"

  private let holding: PoolHolding
  private let session: Session
  private let asOf: Day

  init(_ holding: PoolHolding, asOf: Day, session: Session) {
    self.holding = holding
    self.asOf = asOf
    self.session = session
  }

  /// Finds what those of the rules take that are about such records; with `limit` only those whose anchor is oldest.
  ///
  /// One pass asks all rules about a record, and looks up once what they have in common. Which of them
  /// fire is a text, `1,4,`: a JSON array but for its brackets, and a number that SQLite reads as the first.
  func find(_ rules: [RecycleRule], limit: Int? = nil, in db: WriteTransaction) throws {
    let terms = try RecycleTerms(session, in: db)
    let destination = try RecycleDestination(holding, session: session, in: db)
    try db.makeWorkTable(
      Self.due,
      columns: """
        id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, since TEXT NOT NULL,
        rule INTEGER NOT NULL, rules TEXT NOT NULL, to_pool INTEGER NOT NULL,
        anchor TEXT NOT NULL, age INTEGER NOT NULL
        """)
    let records = try rules.filter { $0.holding == holding }.map {
      try DueRecords(rule: $0, asOf: asOf, terms: terms, session: session, in: db)
    }
    guard let last = records.compactMap(\.lastBoundary).max() else { return }
    let held: SQL = "\(DueRecords.held(holding)) AND c.held_since < \(last)"
    try Self.fillCalendar(
      terms.calendar, since: "SELECT min(c.held_since) FROM \(held)", to: asOf, asOf: asOf, in: db)
    let shared = SharedExpressions()
    let fired = records.map {
      "iif(\($0.isDue(once: shared.column)), '\(SQL(text: String($0.rule.id))),', '')" as SQL
    }
    func ofFirst(_ value: (RecycleRule) -> SQL) -> SQL {
      let cases = records.map { "WHEN \($0.rule.id) THEN \(value($0.rule))" as SQL }
      return "CASE CAST(c.fired AS INTEGER) \(cases.joined(separator: " ")) END"
    }
    let anchor = ofFirst { DueRecords.anchor(of: $0, once: shared.column) }
    let columns = ["c.id", "c.owner", "c.held_since"] + shared.columns
    let order: SQL = limit.map { "ORDER BY f.anchor, f.id LIMIT \($0)" } ?? ""
    // The limits of the inner queries keep SQLite from evaluating their columns again for each use.
    try db.fillWorkTable(
      Self.due,
      select: """
        SELECT f.id, f.owner, f.held_since, f.rule, '[' || rtrim(f.fired, ',') || ']',
          \(destination.admitted(to: "f.to_pool", record: "f.id")), f.anchor,
          \(Self.day("age", of: "f.anchor"))
        FROM (
          SELECT c.id, c.owner, c.held_since, c.fired, CAST(c.fired AS INTEGER) AS rule,
            \(ofFirst { destination.wanted(by: $0, owner: "c.owner") }) AS to_pool,
            \(anchor) AS anchor
          FROM (
            SELECT c.*, \(fired.joined(separator: " || ")) AS fired
            FROM (SELECT \(columns.joined(separator: ", ")) FROM \(held) ORDER BY c.id LIMIT -1) c
            LIMIT -1) c
          WHERE c.fired <> '' LIMIT -1) f
        \(order)
        """)
  }

  /// Fills `temp.recycle_calendar`: when each day since the instant of the query began in the store's
  /// zone, its number, and how many days after it count.
  ///
  /// With it SQL counts days, which are not always 24 hours long, and some of which do not count.
  static func fillCalendar(
    _ calendar: RecycleCalendar, since query: SQL, to last: Day, asOf: Day, in db: WriteTransaction
  ) throws {
    try db.makeWorkTable(
      Self.calendar,
      columns: "start TEXT PRIMARY KEY, number INTEGER NOT NULL, age INTEGER NOT NULL")
    guard let oldest = try db.value(query, as: Instant?.self), let oldest else { return }
    let rows = calendar.rows(since: oldest, to: last, asOf: asOf)
      .map { "[\"\($0.start)\",\($0.number),\($0.age)]" }.joined(separator: ",")
    try db.fillWorkTable(
      Self.calendar,
      select: """
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(\("[\(rows)]"))
        """)
  }

  /// A column of the calendar's day that an instant lies in.
  static func day(_ column: String, of instant: SQL) -> SQL {
    """
    (SELECT k.\(identifier: column) FROM temp.recycle_calendar k
      WHERE k.start <= \(instant) ORDER BY k.start DESC LIMIT 1)
    """
  }
}
