import Store
import Values

/// The customers or leads that are due on a day, worked out once into a work table that drives everything
/// set-based.
///
/// `temp.recycle_due` has a row for every due record (`customer` is its id), with the first rule that fires, all that fire, the
/// pool and the anchor.
struct DueSet {
  private static let firing = "recycle_firing"
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
  func find(_ rules: [RecycleRule], limit: Int? = nil, in db: WriteTransaction) throws {
    let terms = try RecycleTerms(session, in: db)
    let destination = try RecycleDestination(holding, session: session, in: db)
    try db.makeWorkTable(
      Self.firing,
      columns: """
        customer INTEGER NOT NULL, place INTEGER NOT NULL, rule INTEGER NOT NULL,
        to_pool INTEGER NOT NULL, anchor TEXT NOT NULL, PRIMARY KEY (customer, place)
        """, isOrdered: true)
    for (place, rule) in rules.enumerated() where rule.holding == holding {
      let due = try DueRecords(rule: rule, asOf: asOf, terms: terms, session: session, in: db)
      try db.fillWorkTable(
        Self.firing,
        select: """
          SELECT d.id, \(place), \(rule.id), \(destination.wanted(by: rule, owner: "d.owner")),
            d.anchor
          FROM (\(due.query())) d
          """)
    }
    try Self.fillCalendar(
      terms.calendar, since: "SELECT min(anchor) FROM temp.recycle_firing", to: asOf, asOf: asOf,
      in: db)
    try db.makeWorkTable(
      Self.due,
      columns: """
        customer INTEGER PRIMARY KEY, place INTEGER NOT NULL, rule INTEGER NOT NULL,
        rules TEXT NOT NULL, to_pool INTEGER NOT NULL, anchor TEXT NOT NULL, age INTEGER NOT NULL
        """)
    let order: SQL =
      limit.map { "ORDER BY f.anchor, f.customer LIMIT \($0)" } ?? "ORDER BY f.customer"
    // The other columns are those of the row with the least place, and rows come in this order.
    try db.fillWorkTable(
      Self.due,
      select: """
        SELECT f.customer, f.place, f.rule, f.rules,
          \(destination.admitted(to: "f.to_pool", record: "f.customer")), f.anchor,
          \(Self.day("age", of: "f.anchor"))
        FROM (
          SELECT customer, min(place) AS place, rule, json_group_array(rule) AS rules, to_pool, anchor
          FROM temp.recycle_firing GROUP BY customer) f
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
