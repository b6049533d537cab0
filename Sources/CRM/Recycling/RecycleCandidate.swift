import Store
import Values

/// What decides on which day a rule takes a customer, if nothing else happens.
struct RecycleCandidate {
  var customer: Int64
  var owner: Int64
  var anchor: Instant
  /// When the present tenure began, if that protects the customer for a while.
  var protectedSince: Instant?
  /// The last day on which the customer is kept back.
  var heldBackUntil: Day?
  /// The value of the field that the rule's limits differ by.
  var value: String?

  /// The columns of a query over the record `c`.
  static func columns(for rule: RecycleRule, terms: RecycleTerms) -> SQL {
    let protected: SQL =
      terms.protectDays > 0
      ? "iif(\(Tenure.kind(of: rule.holding)) IN \(list: Tenure.protectedKinds), c.held_since, NULL)"
      : "NULL"
    let holds = rule.holding == .customers ? RecycleHold.all : []
    let held = holds.map { "ifnull(c.\(identifier: $0.column), '')" as SQL }
    let last: SQL = held.isEmpty ? "''" : "max(\(held.joined(separator: ", ")))"
    let value: SQL = rule.daysBy.map { "c.\(identifier: $0.field)" } ?? "NULL"
    return """
      c.id, c.owner, \(DueRecords.anchor(of: rule, terms.calendar)), \(protected),
      nullif(\(last), ''), \(value)
      """
  }

  init(_ row: borrowing RowCursor) throws {
    customer = row.integer(0)
    owner = row.integer(1)
    anchor = try row.value(2)
    protectedSince = try row.value(3)
    heldBackUntil = try row.value(4)
    value = try row.value(5)
  }

  static func of(
    _ customer: Int64, for rule: RecycleRule, terms: RecycleTerms, in db: ReadTransaction
  ) throws -> RecycleCandidate {
    var found: RecycleCandidate?
    try db.stream(
      "SELECT \(columns(for: rule, terms: terms)) FROM \(identifier: rule.holding.table) c WHERE c.id = \(customer)"
    ) {
      found = try RecycleCandidate($0)
      return false
    }
    guard let found else {
      throw UserError.bug("there is no \(rule.holding.noun.reference(customer))")
    }
    return found
  }

  func limit(by rule: RecycleRule) -> Int? { rule.limit(for: value) }

  /// The first day whose run takes the customer; nil: never by this rule.
  func fallDay(by rule: RecycleRule, terms: RecycleTerms) -> Day? {
    guard let limit = limit(by: rule) else { return nil }
    let calendar = terms.calendar
    var day = max(calendar.dueDay(anchor: calendar.day(of: anchor), days: limit), rule.actsFrom)
    if let heldBackUntil { day = max(day, heldBackUntil.adding(days: 1)) }
    if let protectedSince {
      day = max(day, calendar.day(of: protectedSince).adding(days: terms.protectDays + 1))
    }
    return day
  }
}
