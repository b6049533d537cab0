import Catalogue
import Store
import Values

/// Which customers and leads fall on which day if nothing happens any more: what the runs of these days do, as
/// long as one is made every day.
package struct RecycleForecast {
  /// One fall, kept small because there may be a million.
  package struct Fall: Sendable {
    package var day: Day
    package var customer: Int64
    package var owner: Int64
    package var anchor: Instant
    /// Index into the rules.
    package var rule: Int
  }

  package let rules: [RecycleRule]
  /// In the order of days, then customers before leads, then of ids.
  package private(set) var falls: [Fall] = []

  /// The falls from the present day to the last one; the condition narrows the records `c`.
  package init(
    until last: Day, where condition: (PoolHolding) throws -> SQL = { _ in "1" }, session: Session,
    in db: ReadTransaction
  ) throws {
    let today = try session.today()
    let terms = try RecycleTerms(session, in: db)
    rules = try RecycleRule.all(in: db).filter { $0.acts(on: last) }
    for holding in PoolHolding.allCases {
      var fallen: [Fall] = []
      for (number, rule) in rules.enumerated() where rule.holding == holding {
        let new = try Self.falls(
          by: rule, number, from: today, to: last, terms: terms, where: condition(holding),
          session: session, in: db)
        fallen = Self.earliest(fallen, new)
      }
      falls += fallen
    }
    let rules = rules
    func order(_ fall: Fall) -> (Day, Int, Int64) {
      (fall.day, rules[fall.rule].holding == .customers ? 0 : 1, fall.customer)
    }
    falls.sort { order($0) < order($1) }
  }

  /// What one rule takes, in the order of customers.
  private static func falls(
    by rule: RecycleRule, _ number: Int, from today: Day, to last: Day, terms: RecycleTerms,
    where condition: SQL, session: Session, in db: ReadTransaction
  ) throws -> [Fall] {
    let due = try DueRecords(rule: rule, asOf: last, terms: terms, session: session, in: db)
    let isSteady = try Self.isSteady(rule, from: today, to: last, session: session, in: db)
    var falls: [Fall] = []
    try db.stream(
      due.candidates(
        RecycleCandidate.columns(for: rule, terms: terms), isConditional: isSteady,
        where: condition)
    ) { row in
      let candidate = try RecycleCandidate(row)
      if let day = candidate.fallDay(by: rule, terms: terms), day <= last {
        falls.append(
          Fall(
            day: max(day, today), customer: candidate.customer, owner: candidate.owner,
            anchor: candidate.anchor, rule: number))
      }
      return true
    }
    guard !isSteady else { return falls }
    return try meeting(rule, falls, from: today, to: last, session: session, in: db)
  }

  /// Whether the rule's condition reads the same on all days; one that does not is asked day by day.
  static func isSteady(
    _ rule: RecycleRule, from first: Day, to last: Day, session: Session, in db: ReadTransaction
  ) throws -> Bool {
    try DueRecords.condition(of: rule, asOf: first, session: session, in: db)
      == DueRecords.condition(of: rule, asOf: last, session: session, in: db)
  }

  /// The first day from this one on whose run takes a candidate that falls by a condition which is not
  /// steady; nil: on no day up to the last one.
  static func day(
    of candidate: RecycleCandidate, by rule: RecycleRule, from first: Day, to last: Day,
    terms: RecycleTerms, session: Session, in db: ReadTransaction
  ) throws -> Day? {
    guard let day = candidate.fallDay(by: rule, terms: terms) else { return nil }
    let fall = Fall(
      day: day, customer: candidate.customer, owner: candidate.owner, anchor: candidate.anchor,
      rule: 0)
    return try meeting(rule, [fall], from: first, to: last, session: session, in: db).first?.day
  }

  /// The falls on the first day on which the customers meet the rule's condition.
  private static func meeting(
    _ rule: RecycleRule, _ falls: [Fall], from today: Day, to last: Day, session: Session,
    in db: ReadTransaction
  ) throws -> [Fall] {
    var waiting = falls
    var met: [Fall] = []
    for number in today.number...max(today.number, last.number) {
      let day = Day(number: number)
      let ready = waiting.filter { $0.day <= day }.map(\.customer)
      guard !ready.isEmpty else { continue }
      let condition = try DueRecords.condition(of: rule, asOf: day, session: session, in: db)
      let meeting: Set<Int64> = Set(
        try db.values(
          """
          SELECT c.id FROM \(identifier: rule.holding.table) c WHERE c.id IN \(ids: ready) AND \(condition)
          """))
      waiting.removeAll { fall in
        guard fall.day <= day, meeting.contains(fall.customer) else { return false }
        var fall = fall
        fall.day = day
        met.append(fall)
        return true
      }
    }
    return met.sorted { $0.customer < $1.customer }
  }

  /// Of two lists in the order of customers the earlier fall of each; of two on one day that of the
  /// first list, whose rule comes before.
  private static func earliest(_ first: [Fall], _ second: [Fall]) -> [Fall] {
    var merged: [Fall] = []
    merged.reserveCapacity(max(first.count, second.count))
    var (i, j) = (0, 0)
    while i < first.count || j < second.count {
      if j == second.count || i < first.count && first[i].customer < second[j].customer {
        merged.append(first[i])
        i += 1
      } else if i == first.count || second[j].customer < first[i].customer {
        merged.append(second[j])
        j += 1
      } else {
        merged.append(second[j].day < first[i].day ? second[j] : first[i])
        i += 1
        j += 1
      }
    }
    return merged
  }
}
