import Store
import Values

/// What one rule says about one customer on a day, and why.
package struct RecycleVerdict: Sendable {
  package enum Outcome: String, Sendable {
    /// It falls on this day's run.
    case due
    /// It would, did the rule not leave grace days first.
    case inGrace = "in_grace"
    case notYet = "not_yet"
    /// It would, did not something keep it that ends by itself.
    case heldBack = "held_back"
    /// An exemption holds, or the rule is off.
    case exempt
  }

  /// The event that the rule counts from.
  package struct Anchor: Sendable {
    /// The machine name, such as `claim`, `follow_up` or `deal`.
    package var event: String
    package var at: Instant
    package var day: Day
    /// The record behind the event.
    package var record: String
  }

  /// One reason for which the customer might be spared.
  package struct Exemption: Sendable {
    package var name: String
    package var holds: Bool
  }

  package var rule: RecycleRule
  package var anchor: Anchor
  /// The days that have passed since, as far as they count.
  package var age: Int
  /// After how many days this customer is due; nil: never by this rule.
  package var limit: Int?
  /// The first day whose run takes the customer, if nothing happens and no lasting exemption holds.
  package var dueDay: Day?
  package var exemptions: [Exemption]
  package var outcome: Outcome

  private static let conditionNotMet = "condition_not_met"
  /// How long a condition is tried that reads differently from day to day.
  private static let foreseenDays = 366
  /// How far ahead such a rule is foreseen at all, as far as the forecast goes.
  private static let furthestDays = 3_660

  /// Judges an owned customer.
  ///
  /// Whether it is due comes from the very query of the run.
  init(
    on customer: Int64, by rule: RecycleRule, asOf: Day, terms: RecycleTerms, session: Session,
    in db: ReadTransaction
  ) throws {
    self.rule = rule
    let calendar = terms.calendar
    let candidate = try RecycleCandidate.of(customer, for: rule, terms: terms, in: db)
    let anchor = try Self.anchor(of: candidate, for: rule, calendar: calendar, in: db)
    self.anchor = anchor
    age = calendar.days(from: anchor.day, to: asOf)
    limit = candidate.limit(by: rule)
    let fallDay = candidate.fallDay(by: rule, terms: terms)
    let last = min(max(asOf, fallDay ?? asOf), asOf.adding(days: Self.furthestDays))
      .adding(days: Self.foreseenDays)
    let isSteady = try RecycleForecast.isSteady(
      rule, from: asOf, to: last, session: session, in: db)
    let dueDay =
      try isSteady
      ? fallDay
      : RecycleForecast.day(
        of: candidate, by: rule, from: asOf, to: last, terms: terms, session: session, in: db)
    self.dueDay = dueDay
    func holds(_ condition: SQL) throws -> Bool {
      try db.exists(
        """
        SELECT 1 FROM \(identifier: rule.holding.table) c WHERE c.id = \(customer) AND (\(condition))
        """)
    }
    let possible = RecycleExemption.all(of: rule, asOf: asOf, terms: terms)
    exemptions =
      try [Exemption(name: "off", holds: limit == nil)]
      + possible.map { Exemption(name: $0.name, holds: try holds($0.condition)) }
    if rule.condition != nil {
      let condition = try DueRecords.condition(of: rule, asOf: asOf, session: session, in: db)
      exemptions.append(Exemption(name: Self.conditionNotMet, holds: try !holds(condition)))
    }
    let fires = try db.exists(
      DueRecords(rule: rule, asOf: asOf, terms: terms, session: session, in: db)
        .query(where: "c.id = \(customer)"))
    var temporary = Set(possible.filter(\.isTemporary).map(\.name))
    if !isSteady, dueDay != nil { temporary.insert(Self.conditionNotMet) }
    let isSpared = exemptions.contains { $0.holds && !temporary.contains($0.name) }
    let isHeldBack = exemptions.contains { $0.holds && temporary.contains($0.name) }
    outcome =
      if fires {
        rule.acts(on: asOf) ? .due : .inGrace
      } else if isSpared {
        .exempt
      } else {
        isHeldBack ? .heldBack : .notYet
      }
  }

  /// What happened at the candidate's anchor: the beginning of its tenure, or one of the rule's resets.
  private static func anchor(
    of candidate: RecycleCandidate, for rule: RecycleRule, calendar: RecycleCalendar,
    in db: ReadTransaction
  ) throws -> Anchor {
    let (held, holding) = (candidate.customer, rule.holding)
    guard
      let (since, kind) = try db.row(
        """
        SELECT c.held_since, \(Tenure.kind(of: holding)) FROM \(identifier: holding.table) c
        WHERE c.id = \(held)
        """, as: Instant.self, String.self)
    else { throw UserError.bug("there is no \(holding.noun.reference(held))") }
    var anchor = Anchor(
      event: kind, at: candidate.anchor, day: calendar.day(of: candidate.anchor),
      record: holding.noun.reference(held))
    guard candidate.anchor > since else { return anchor }
    let found = try rule.resets(calendar).compactMap { reset in
      try reset.record(of: held, holding, at: candidate.anchor, in: db).map { (reset, $0) }
    }
    // Kinds come in the order of the rule's resets; of one kind the latest record counts.
    guard let first = found.first?.0,
      let record = found.filter({ $0.0.name == first.name }).map(\.1).max()
    else { throw UserError.bug("nothing resets \(holding.noun.reference(held))") }
    anchor.event = first.name
    anchor.record = "\(first.noun)/\(record)"
    return anchor
  }
}
