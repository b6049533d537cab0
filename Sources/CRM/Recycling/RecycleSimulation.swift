import Store
import Values

/// Replays the recorded history under other rules: which customers would have fallen in a period,
/// from whom, and which of them were won later.
///
/// It is as if a run had been made at the beginning of every day. Tenures, follow-ups, stages and deals are
/// those of the time; rules, exempt users, teams, and what conditions and limits by level read, are
/// those of today. Locks and grace days are left out. A fall ends the tenure; the next one is the recorded one.
package struct RecycleSimulation {
  /// One fall, kept small because there may be a million.
  package struct Fall: Sendable {
    package var day: Day
    package var customer: Int64
    package var owner: Int64
    package var anchor: Instant
    /// Index into the rules.
    package var rule: Int
    /// Whether the customer had a deal after it.
    package var isWonLater: Bool
    /// Whether the tenure ended in a pool by recycling, sooner or later.
    package var fellInFact: Bool
    fileprivate var tenure: Int64
  }

  package let rules: [RecycleRule]
  /// In the order of days, then of customers.
  package private(set) var falls: [Fall] = []
  /// How many customers fell in the period, whether or not these rules would have taken them.
  package let fallenInFact: Int

  private static let tenures = "simulated_tenure"

  package init(
    _ period: ClosedRange<Day>, session: Session, in db: WriteTransaction
  ) throws {
    let terms = try RecycleTerms(session, in: db)
    rules = try RecycleRule.all(in: db).filter { $0.isOn && $0.holding == .customers }
    try Self.fillTenures(period, terms.calendar, in: db)
    fallenInFact = try Self.countFallen(period, terms.calendar, in: db)
    var first: [Int64: Fall] = [:]
    for (number, rule) in rules.enumerated() {
      let replay = try Replay(rule, number, period, terms: terms, session: session, db: db)
      for fall in try replay.falls() where first[fall.tenure].map({ fall.day < $0.day }) ?? true {
        first[fall.tenure] = fall
      }
    }
    falls = first.values.sorted {
      ($0.day, $0.customer, $0.tenure) < ($1.day, $1.customer, $1.tenure)
    }
  }

  /// Fills `temp.simulated_tenure` with the time of every owner that touches the period.
  ///
  /// Its columns are named like the customer's, so that the fragments which speak of the customer `c`
  /// speak of a tenure as well.
  private static func fillTenures(
    _ period: ClosedRange<Day>, _ calendar: RecycleCalendar, in db: WriteTransaction
  ) throws {
    try db.makeWorkTable(
      tenures,
      columns: """
        tenure INTEGER PRIMARY KEY, id INTEGER NOT NULL, owner INTEGER NOT NULL,
        held_since TEXT NOT NULL, ended TEXT, fell INTEGER NOT NULL, kind TEXT NOT NULL,
        parent INTEGER
        """)
    let (start, end) = bounds(of: period, calendar)
    try db.fillWorkTable(
      tenures,
      select: """
        SELECT row_number() OVER (ORDER BY t.customer, t.since), t.customer, t.owner, t.since, t.ended,
          t.fell, ifnull((SELECT b.kind FROM ownership_event b WHERE b.customer = t.customer
            AND b.at = t.since AND b.to_user = t.owner AND b.undone_by IS NULL
            ORDER BY b.id DESC LIMIT 1), c.origin), c.parent
        FROM (
          SELECT e.customer, e.from_user AS owner, e.from_since AS since, e.at AS ended,
            e.kind = 'recycle' AS fell
          FROM ownership_event e WHERE e.from_user IS NOT NULL AND e.undone_by IS NULL
          UNION ALL
          SELECT x.id, x.owner, x.held_since, NULL, 0 FROM customer x WHERE x.owner IS NOT NULL) t
        JOIN customer c ON c.id = t.customer AND c.deleted_at IS NULL
        WHERE t.since < \(end) AND (t.ended IS NULL OR t.ended >= \(start))
        """)
  }

  private static func countFallen(
    _ period: ClosedRange<Day>, _ calendar: RecycleCalendar, in db: WriteTransaction
  ) throws -> Int {
    let (start, end) = bounds(of: period, calendar)
    return try db.value(
      """
      SELECT count(DISTINCT id) FROM temp.simulated_tenure
      WHERE fell AND ended >= \(start) AND ended < \(end)
      """) ?? 0
  }

  /// The instants between which the days of the period lie, the second one excluded.
  private static func bounds(
    of period: ClosedRange<Day>, _ calendar: RecycleCalendar
  ) -> (start: Instant, end: Instant) {
    (
      calendar.startOfDay(period.lowerBound),
      calendar.startOfDay(period.upperBound.adding(days: 1))
    )
  }

  /// What one rule takes.
  private struct Replay {
    let rule: RecycleRule
    let number: Int
    let period: ClosedRange<Day>
    let terms: RecycleTerms
    let session: Session
    let db: WriteTransaction

    init(
      _ rule: RecycleRule, _ number: Int, _ period: ClosedRange<Day>, terms: RecycleTerms,
      session: Session, db: WriteTransaction
    ) throws {
      self.rule = rule
      self.number = number
      self.period = period
      self.terms = terms
      self.session = session
      self.db = db
    }

    /// The first fall of each tenure, in the order of tenures.
    func falls() throws -> [Fall] {
      let calendar = terms.calendar
      var falls: [Fall] = []
      try db.stream(try gaps()) { row in
        let tenure = row.integer(0)
        if falls.last?.tenure == tenure { return true }
        let anchor: Instant = try row.value(3)
        let next: Instant? = try row.value(4)
        guard let limit = rule.limit(for: try row.value(5)) else { return true }
        var day = max(
          calendar.dueDay(anchor: calendar.day(of: anchor), days: limit), period.lowerBound)
        if let protectedSince: Instant = try row.value(6) {
          day = max(day, calendar.day(of: protectedSince).adding(days: terms.protectDays + 1))
        }
        guard day <= period.upperBound, next.map({ day <= calendar.day(of: $0) }) ?? true else {
          return true
        }
        let start = calendar.startOfDay(day)
        let firstDeal: Instant? = try row.value(7)
        if rule.excludesWon, let firstDeal, firstDeal < start { return true }
        let lastDeal: Instant? = try row.value(8)
        let fall = Fall(
          day: day, customer: row.integer(1), owner: row.integer(2), anchor: anchor, rule: number,
          isWonLater: lastDeal.map { $0 >= start } ?? false, fellInFact: row.integer(9) == 1,
          tenure: tenure)
        if try rule.excludesOpenOpportunities && hasOpenOpportunity(fall.customer, at: start) {
          return true
        }
        falls.append(fall)
        return true
      }
      return falls
    }

    /// The stretches of time in which nothing happened that resets the rule, in the order of tenures:
    /// what they count from and what ends them, the value that the limit differs by, since when
    /// the customer is protected, its first and last deal, and whether the tenure ended by recycling.
    private func gaps() throws -> SQL {
      let resets = rule.resets(terms.calendar).map { reset -> SQL in
        """
         UNION ALL SELECT c.tenure, \(reset.time) FROM temp.simulated_tenure c CROSS JOIN \(reset.tables)
        WHERE \(reset.condition) AND \(reset.time) > c.held_since
          AND \(reset.time) < ifnull(c.ended, '9999')
        """
      }
      let value: SQL = rule.daysBy.map { "x.\(identifier: $0.field)" } ?? "NULL"
      let protected: SQL =
        terms.protectDays > 0
        ? "iif(c.kind IN \(list: Tenure.protectedKinds), c.held_since, NULL)" : "NULL"
      let condition = try DueRecords.condition(
        of: rule, asOf: session.today(), session: session, in: db)
      let isMet: SQL =
        rule.condition == nil ? "1" : "c.id IN (SELECT c.id FROM customer c WHERE \(condition))"
      let hasEnded: SQL =
        rule.kind == .contractEnded
        ? "\(RecycleExemption.hasContract) AND NOT \(RecycleExemption.hasEndlessContract)" : "1"
      func deal(_ choice: Deal.Choice) -> SQL {
        Deal.time(choice, ofCustomer: "c.id", terms.calendar.deals)
      }
      return """
        SELECT g.tenure, c.id, c.owner, g.at, ifnull(g.next, c.ended), \(value), \(protected),
          \(deal(.first)), \(deal(.last)), c.fell
        FROM (SELECT tenure, at, lead(at) OVER (PARTITION BY tenure ORDER BY at) AS next FROM (
            SELECT c.tenure, c.held_since AS at FROM temp.simulated_tenure c\(resets.joined(separator: ""))
          )) g
        JOIN temp.simulated_tenure c ON c.tenure = g.tenure JOIN customer x ON x.id = c.id
        WHERE \(scope) AND c.owner NOT IN \(ids: rule.exemptOwners)
          AND \(isMet) AND \(hasEnded)
        ORDER BY g.tenure, g.at
        """
    }

    /// Whether the owner of the tenure is meant.
    private var scope: SQL {
      guard case .pool(let pool) = rule.scope else { return rule.scope.condition(.customers) }
      return """
        EXISTS (SELECT 1 FROM ownership_event e WHERE e.customer = c.id AND e.at = c.held_since
          AND e.to_user = c.owner AND e.from_pool = \(pool) AND e.undone_by IS NULL)
        """
    }

    private func hasOpenOpportunity(_ customer: Int64, at instant: Instant) throws -> Bool {
      try db.exists(
        """
        SELECT 1 FROM opportunity o WHERE o.customer = \(customer) AND o.deleted_at IS NULL
          AND o.created_at < \(instant) AND (o.closed_at IS NULL OR o.closed_at >= \(instant))
        """)
    }
  }
}
