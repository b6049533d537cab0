import Store
import Values

/// Finds the customers or leads that are due on a day, by several threads where there are many.
///
/// The threads read the state of the store that the operation began with; so all is found before
/// anything is moved.
struct DueSearch {
  private let holding: PoolHolding
  private let rules: [RecycleRule]
  private let asOf: Day
  private let session: Session

  /// Those of the rules count that are about such records.
  init(_ holding: PoolHolding, by rules: [RecycleRule], asOf: Day, session: Session) {
    self.holding = holding
    self.rules = rules
    self.asOf = asOf
    self.session = session
  }

  /// What is due; with a limit only those whose anchor is oldest.
  ///
  /// A thread looks through so many ids at a time, at least.
  func due(limit: Int?, fewestInPart: Int64, in db: WriteTransaction) throws -> DueSet {
    let terms = try RecycleTerms(session, in: db)
    let records = try rules.filter { $0.holding == holding }.map {
      try DueRecords(rule: $0, asOf: asOf, terms: terms, session: session, in: db)
    }
    guard let last = records.compactMap(\.lastBoundary).max() else { return DueSet() }
    let held: SQL = "\(DueRecords.held(holding)) AND c.held_since < \(last)"
    let questions = DueQuestions(records, terms: terms)
    let ranges =
      limit == nil
      ? try session.idRanges(of: holding.table, fewest: fewestInPart).map { $0 } : [nil]
    let queries = ranges.map { questions.query(of: held, within: $0, limit: limit) }
    let calendar = terms.calendar
    var parts: [DueSet]
    if queries.count > 1 {
      parts = try session.readSideBySide(queries.count, keepingPages: false) {
        [asOf] place, session in
        try session.read { try Self.rows(of: queries[place], calendar, asOf: asOf, in: $0) }
      }
    } else {
      parts = try queries.map { try Self.rows(of: $0, calendar, asOf: asOf, in: db) }
    }
    var due = DueSet()
    due.add(&parts)
    try setRulesAndPools(of: &due, in: db)
    return due
  }

  private static func rows(
    of query: SQL, _ calendar: RecycleCalendar, asOf: Day, in db: ReadTransaction
  ) throws -> DueSet {
    var due = DueSet()
    try db.stream(query) { row in
      guard let since = Instant(bytes: row.text(2)), let anchor = Instant(bytes: row.text(3)) else {
        throw UserError.bug("the due record \(row.integer(0)) has no anchor")
      }
      let age = calendar.days(from: calendar.day(of: anchor), to: asOf)
      due.add(
        Recycling.Row(
          record: row.integer(0), owner: row.integer(1), since: since, anchor: anchor,
          age: Int32(age)),
        by: String(decoding: row.text(4).dropLast(), as: UTF8.self))
      return true
    }
    return due
  }

  /// The first rule that fires says where a record falls.
  private func setRulesAndPools(of due: inout DueSet, in db: WriteTransaction) throws {
    let places = Dictionary(uniqueKeysWithValues: zip(rules.map { "\($0.id)" }, Int32(0)...))
    let firsts = try due.combinations.map { combination in
      guard let first = combination.split(separator: ",").first.flatMap({ places[String($0)] })
      else { throw UserError.bug("the rules '\(combination)' fire") }
      return first
    }
    let destination = try RecycleDestination(holding, session: session, in: db)
    due.update { row in
      row.rule = firsts[Int(row.combination)]
      row.pool = destination.wanted(by: rules[Int(row.rule)], owner: row.owner)
    }
    try destination.admit(&due)
  }
}
