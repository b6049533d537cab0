import CRM
import Catalogue
import Conditions
import ProgramTesting
import Store
import Testing
import Values

/// The database's answers to random conditions are those of a naive evaluation written here.
@Suite struct ConditionPropertyTests {
  /// What the test knows of a customer; nil is missing.
  private struct Known {
    var id: Int64
    var name: String
    var level: String?
    var grade: Int64?
    var nextFollowUp: Day?
    var heldSince: Day
    var owner: String?
    var team: String?
    var contacts: Int64
    var lastActivity: Day?
    var won: Bool
  }

  private enum Kind: CaseIterable {
    case level, grade, nextFollowUp, owner, team, contacts, lastActivity, won, name, daysSince
  }

  private static let today = Day(year: 2026, month: 3, day: 1) ?? .min
  private static let levels = ["A", "B", "C"]
  private static let logins = ["li.wei", "wang.fang", "zhang.min"]
  private static let teams = ["east", "west"]

  @Test func answersAreThoseOfANaiveEvaluation() throws {
    let scene = try PoolScene()
    var generator = SeededGenerator(seed: 42)
    let customers = try populate(scene, &generator)
    try scene.store.session().read { db in
      let session = scene.store.session()
      let reader = try FieldReader(.option, session: session, db: db)
      var telling = 0
      for _ in 0..<3_000 {
        let condition = Self.condition(&generator, depth: 3)
        let text = ConditionPrinter.text(of: condition)
        let compiler = try ConditionCompiler(
          text, for: .customer, session: session, reader: reader)
        let found: [Int64] = try db.values(
          "SELECT r.id FROM customer r WHERE \(try compiler.sql()) ORDER BY r.id")
        let expected = customers.filter { Self.holds(condition, $0) }.map(\.id)
        try #require(found == expected, "\(text)")
        if !found.isEmpty, found.count < customers.count { telling += 1 }
      }
      #expect(telling > 1_500)
    }
  }

  // MARK: Records

  private func populate(
    _ scene: PoolScene, _ generator: inout SeededGenerator
  ) throws -> [Known] {
    for team in Self.teams { try scene.add(.team, ["name": team]) }
    let teamOf = ["li.wei": "east", "wang.fang": "west"]
    for login in Self.logins { try scene.user(login, team: teamOf[login]) }
    var customers: [Known] = []
    for number in 1...60 {
      func maybe<T>(_ items: [T]) -> T? {
        Bool.random(using: &generator)
          ? items[Int.random(in: items.indices, using: &generator)] : nil
      }
      let owner = maybe(Self.logins)
      var known = Known(
        id: 0, name: (maybe(["华为", "Huawei", "ＨＵＡ为"]) ?? "Acme") + " \(number)",
        level: maybe(Self.levels), grade: maybe([1, 2, 3, 4, 5]),
        nextFollowUp: maybe((-3...3).map { Self.today.adding(days: $0) }), heldSince: Self.today,
        owner: owner, team: owner.flatMap { teamOf[$0] },
        contacts: maybe([1, 2]) ?? 0, lastActivity: nil, won: maybe([true]) ?? false)
      var values = ["name": known.name]
      values["level"] = known.level
      values["credit_grade"] = known.grade.map(String.init)
      values["next_follow_up"] = known.nextFollowUp?.description
      if let owner { values["owner"] = owner } else { values["pool"] = "public" }
      // A few days before today, which is the day on which conditions are asked.
      scene.now = "2026-02-2\(number % 8)T01:00:00Z"
      known.heldSince = try #require(Day("2026-02-2\(number % 8)"))
      known.id = try scene.add(.customer, values)
      for contact in 0..<known.contacts {
        try scene.add(.contact, ["customer": "\(known.id)", "name": "C\(contact)"])
      }
      if Bool.random(using: &generator) {
        try scene.followUp(known.id, by: "admin")
        known.lastActivity = known.heldSince
      }
      if known.won { _ = try scene.opportunity(of: known.id, owner: nil, stage: 7) }
      customers.append(known)
    }
    scene.now = "2026-03-01T02:00:00Z"
    return customers
  }

  // MARK: Conditions

  private static func condition(_ generator: inout SeededGenerator, depth: Int) -> Condition {
    func parts() -> [Condition] {
      (0..<Int.random(in: 2...3, using: &generator)).map { _ in
        condition(&generator, depth: depth - 1)
      }
    }
    return switch Int.random(in: 0..<(depth > 0 ? 6 : 3), using: &generator) {
    case 3: .all(parts())
    case 4: .any(parts())
    case 5: .not(condition(&generator, depth: depth - 1))
    default: .test(test(&generator))
    }
  }

  private static func test(_ generator: inout SeededGenerator) -> Condition.Test {
    func pick<T>(_ items: [T]) -> T { items[Int.random(in: items.indices, using: &generator)] }
    let kind = pick(Kind.allCases)
    let subject: Condition.Subject =
      switch kind {
      case .level: .init(["level"])
      case .grade: .init(["credit_grade"])
      case .nextFollowUp: .init(["next_follow_up"])
      case .owner: .init(["owner"])
      case .team: .init(["owner", "team"])
      case .contacts: .init(["contacts"])
      case .lastActivity: .init(["last_activity"])
      case .won: .init(["won"])
      case .name: .init(["name"])
      case .daysSince: .init(["last_activity"], function: .daysSince)
      }
    let isNegated = Bool.random(using: &generator)
    func value() -> Condition.Value {
      switch kind {
      case .level: .init(pick(levels))
      case .grade: .init(pick(["0", "2", "3", "5"]))
      case .nextFollowUp, .lastActivity:
        .init(pick(["2026-02-27", "2026-02-24", "-2d", "today", "2026-02", "昨天"]))
      case .owner: .init(pick(logins))
      case .team: .init(pick(teams))
      case .contacts: .init(pick(["0", "1", "2"]))
      case .won: .init(pick(["yes", "no"]))
      case .name: .init(pick(["华为", "hua", "Acme 7", "为 1"]))
      case .daysSince: .init(pick(["0", "2", "5", "9"]))
      }
    }
    switch kind {
    case .won:
      return .init(subject, isNegated ? .holds : .compare(pick([.equal, .notEqual]), value()))
    case .name: return .init(subject, .compare(pick([.contains, .lacks]), value()))
    case .level, .owner, .team:
      return .init(
        subject,
        pick([
          .missing, .present, .compare(.equal, value()), .compare(.notEqual, value()),
          .among([value(), value()], isNegated: isNegated),
        ]))
    default:
      return .init(
        subject,
        pick([
          .missing, .present, .among([value(), value()], isNegated: isNegated),
          .within(value(), nil, isNegated: isNegated), .within(nil, value(), isNegated: isNegated),
          .compare(
            pick([.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]), value()),
        ]))
    }
  }

  // MARK: The naive evaluation

  private static func holds(_ condition: Condition, _ customer: Known) -> Bool {
    switch condition {
    case .all(let parts): parts.allSatisfy { holds($0, customer) }
    case .any(let parts): parts.contains { holds($0, customer) }
    case .not(let inner): !holds(inner, customer)
    case .test(let test): holds(test, customer)
    }
  }

  private static func holds(_ test: Condition.Test, _ customer: Known) -> Bool {
    let path = test.subject.path.joined(separator: ".")
    if path == "name" {
      guard case .compare(let comparison, let value) = test.comparison else { return false }
      let contains = folded(customer.name).contains(folded(value.text))
      return comparison == .contains ? contains : !contains
    }
    if test.subject.function != nil {
      let day = customer.lastActivity ?? customer.heldSince
      return compare(Int64(today - day), test.comparison) { text in
        Int64(text).map { $0...$0 }
      }
    }
    switch path {
    case "level": return compare(customer.level, test.comparison) { $0...$0 }
    case "owner": return compare(customer.owner, test.comparison) { $0...$0 }
    case "owner.team": return compare(customer.team, test.comparison) { $0...$0 }
    case "credit_grade":
      return compare(customer.grade, test.comparison) { text in Int64(text).map { $0...$0 } }
    case "contacts":
      return compare(customer.contacts, test.comparison) { text in Int64(text).map { $0...$0 } }
    case "won":
      if test.comparison == .holds { return customer.won }
      return compare(customer.won ? 1 : 0, test.comparison) { $0 == "yes" ? 1...1 : 0...0 }
    case "next_follow_up": return compare(customer.nextFollowUp, test.comparison, days)
    default: return compare(customer.lastActivity, test.comparison, days)
    }
  }

  private static func compare<T: Comparable>(
    _ value: T?, _ comparison: Condition.Comparison, _ read: (String) -> ClosedRange<T>?
  ) -> Bool {
    func isIn(_ text: String) -> Bool { value.map { read(text)?.contains($0) ?? false } ?? false }
    switch comparison {
    case .holds: return false
    case .missing: return value == nil
    case .present: return value != nil
    case .among(let values, let isNegated):
      return values.contains { isIn($0.text) } != isNegated
    case .within(let first, let last, let isNegated):
      let isWithin = value.map { value in
        (first.flatMap { read($0.text) }.map { value >= $0.lowerBound } ?? true)
          && (last.flatMap { read($0.text) }.map { value <= $0.upperBound } ?? true)
      }
      return (isWithin ?? false) != isNegated
    case .compare(let comparison, let wanted):
      guard let range = read(wanted.text) else { return false }
      switch comparison {
      case .equal: return isIn(wanted.text)
      case .notEqual: return !isIn(wanted.text)
      case .less: return value.map { $0 < range.lowerBound } ?? false
      case .lessOrEqual: return value.map { $0 <= range.upperBound } ?? false
      case .greater: return value.map { $0 > range.upperBound } ?? false
      case .greaterOrEqual: return value.map { $0 >= range.lowerBound } ?? false
      case .contains, .lacks: return false
      }
    }
  }

  private static func days(_ text: String) -> ClosedRange<Day>? {
    switch text {
    case "-2d": return today.adding(days: -2)...today.adding(days: -2)
    case "today": return today...today
    case "昨天": return today.adding(days: -1)...today.adding(days: -1)
    case "2026-02":
      return Day("2026-02-01").flatMap { first in Day("2026-02-28").map { first...$0 } }
    default: return Day(text).map { $0...$0 }
    }
  }

  /// Names are compared as dedupe compares them: without case, width and spaces.
  private static func folded(_ text: String) -> String {
    let halves = ["Ｈ": "h", "Ｕ": "u", "Ａ": "a"]
    return String(
      text.flatMap { Array(halves[String($0)] ?? $0.lowercased()) }.filter { $0 != " " })
  }
}
