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
  package var age: Int
  /// The first day whose run takes the customer, if nothing happens and no exemption holds.
  package var dueDay: Day
  package var exemptions: [Exemption]
  package var outcome: Outcome

  /// Judges an owned customer.
  ///
  /// Whether it is due comes from the very query of the run.
  init(
    on customer: Int64, by rule: RecycleRule, asOf: Day, zone: Zone, session: Session,
    in db: ReadTransaction
  ) throws {
    self.rule = rule
    let anchor = try Self.anchor(of: customer, for: rule, zone: zone, in: db)
    self.anchor = anchor
    age = asOf - anchor.day
    dueDay = rule.dueDay(anchor: anchor.day)
    exemptions = try Self.exemptions(of: customer, from: rule, in: db)
    if rule.condition != nil {
      let condition = try DueCustomers.condition(of: rule, asOf: asOf, session: session, in: db)
      let isMet = try db.exists(
        "SELECT 1 FROM customer c WHERE c.id = \(customer) AND \(condition)")
      exemptions.append(Exemption(name: "condition_not_met", holds: !isMet))
    }
    let fires =
      try rule.days > 0
      && db.exists(
        DueCustomers(rule: rule, asOf: asOf, zone: zone, session: session, in: db)
          .query(where: "c.id = \(customer)"))
    outcome =
      if fires {
        rule.acts(on: asOf) ? .due : .inGrace
      } else {
        exemptions.contains(where: \.holds) ? .exempt : .notYet
      }
  }

  /// The latest of the beginning of the tenure and the rule's resets.
  private static func anchor(
    of customer: Int64, for rule: RecycleRule, zone: Zone, in db: ReadTransaction
  ) throws -> Anchor {
    guard
      let (since, kind) = try db.row(
        """
        SELECT c.held_since, \(Tenure.kind) FROM customer c WHERE c.id = \(customer)
        """, as: Instant.self, String.self)
    else { throw UserError.bug("there is no customer \(customer)") }
    var anchor = Anchor(
      event: kind, at: since, day: zone.day(of: since), record: "customer/\(customer)")
    for reset in rule.resets {
      if let (at, record) = try reset.latest(of: customer, in: db), at > anchor.at {
        anchor = Anchor(
          event: reset.name, at: at, day: zone.day(of: at), record: "\(reset.noun)/\(record)")
      }
    }
    return anchor
  }

  private static func exemptions(
    of customer: Int64, from rule: RecycleRule, in db: ReadTransaction
  ) throws -> [Exemption] {
    var exemptions = [Exemption(name: "off", holds: rule.days == 0)]
    func holds(_ condition: SQL) throws -> Bool {
      try db.exists("SELECT 1 FROM customer c WHERE c.id = \(customer) AND (\(condition))")
    }
    if rule.scope != .everybody {
      exemptions.append(
        Exemption(name: "out_of_scope", holds: try !holds(rule.scope.condition)))
    }
    if rule.excludesWon {
      exemptions.append(Exemption(name: "won", holds: try holds(DueCustomers.isWon)))
    }
    return exemptions
  }
}
