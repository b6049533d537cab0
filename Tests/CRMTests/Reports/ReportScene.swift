import Catalogue
import ProgramTesting
import Store
import Testing
import Values

@testable import CRM

/// A store with random sales, and what stands in it as plain values for a count by hand.
final class ReportScene {
  struct Sale {
    var id: Int64
    var customer: Int64
    var stage: String
    var kind: String
    var amount: Int64?
    var probability: Int64
    var expected: Day?
    var created: Day
    var closed: Day?
    var closedText: String?
    var owner: String?
    var source: String?
  }

  struct FollowUp {
    var id: Int64
    var customer: Int64
    var author: String?
    var method: String
    var at: String
    var day: Day
  }

  struct Move {
    var sale: Int64
    var stage: String
    var isOpen: Bool
    var instant: Instant
    var day: Day
  }

  let fixture: SalesFixture
  private var random: SeededGenerator

  init(seed: UInt64) throws {
    fixture = try SalesFixture()
    random = SeededGenerator(seed: seed)
    let north = try fixture.add(.team, ["name": "North"])
    #expect(north > 0)
    for login in ["li.wei", "wang.fang"] {
      try fixture.add(.user, ["name": login, "login": login, "team": "North"])
    }
    try fillCustomers()
    try fillSales()
    try fillFollowUps()
  }

  /// The calendar day in Shanghai, eight hours ahead of UTC in these years.
  static func day(_ instant: String) -> Day {
    Day(number: Int(((Instant(instant)?.seconds ?? 0) + 28_800) / 86_400))
  }

  func keys(_ list: String) throws -> [String] {
    try fixture.read {
      try $0.values(
        """
        SELECT key FROM dictionary_entry WHERE dictionary = \(list) ORDER BY position LIMIT 3
        """)
    }
  }

  private func instant(after start: String = "2025-01-01T00:00:00Z", days: Int = 300) -> String {
    let seconds = Int64.random(in: 0..<Int64(days * 86_400), using: &random)
    return (Instant(start) ?? .min).adding(seconds: seconds).description
  }

  private func pick<T>(_ values: [T]) -> T? { values.randomElement(using: &random) }

  private func fillCustomers() throws {
    let sources = try keys("customer.source")
    try fixture.create(
      .customer,
      (0..<12).map { number in
        var row = ["name": "Customer \(number)", "created_at": instant(days: 200)]
        row["source"] = pick(sources + [""])
        row["owner"] = pick(["li.wei", "wang.fang", "admin"])
        return row
      }, from: .importing(isHistoric: true))
  }

  private func fillSales() throws {
    let sources = try keys("customer.source")
    let products = [try fixture.product("Press"), try fixture.product("Oil")]
    let stages = ["Prospecting", "Engaging", "Quote", "Won", "Won", "Lost", "Invalid"]
    var lines: [[Line]] = []
    let rows = (0..<80).map { number -> [String: String] in
      let created = instant()
      let stage = pick(stages) ?? "Won"
      var row = [
        "name": "Sale \(number)", "customer": "Customer \(number % 12)", "pipeline": "B2B",
        "stage": stage, "created_at": created,
        "owner": pick(["li.wei", "wang.fang", ""]) ?? "",
        "source": pick(sources + [""]) ?? "",
        "amount": Money.format(Int64.random(in: 1...9_999_999, using: &random), digits: 2),
        "expected_close": pick(["2026-01-31", "2026-02-01", "2026-05-07", ""]) ?? "",
      ]
      if !["Won", "Lost", "Invalid"].contains(stage), Bool.random(using: &random) {
        row["amount"] = ""
      }
      if !["Won", "Lost", "Invalid"].contains(stage) {
        row["forecast_category"] = pick(["", "", "omitted", "best_case", "commit"])
      }
      if ["Won", "Lost", "Invalid"].contains(stage) {
        row["closed_at"] = instant(after: created, days: 90)
      }
      lines.append(
        products.filter { _ in Bool.random(using: &random) }.map { product -> Line in
          var line = Line(product: product)
          line.quantity = Int64.random(in: 1...9_999, using: &random)
          line.price = Int64.random(in: 1...99_999, using: &random)
          return line
        })
      return row
    }
    var next = 0
    try fixture.create(.opportunity, rows, from: .importing(isHistoric: true)) { rules, _ in
      rules.lines = lines[next]
      next += 1
    }
    try fillMoves()
  }

  /// Stays in stages, some of them repeated, behind the back of the commands.
  private func fillMoves() throws {
    let ids = try fixture.read {
      try $0.rows("SELECT id, created_at FROM opportunity", as: Int64.self, String.self)
    }
    let stages = try ["Prospecting", "Engaging", "Quote"].map(fixture.stage)
    _ = try fixture.store.session().write { db in
      for (id, created) in ids where Bool.random(using: &random) {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          try db.insert(
            "stage_event",
            [
              ("opportunity", .integer(id)), ("to_stage", .integer(pick(stages) ?? stages[0])),
              ("at", .text(instant(after: created, days: 60))), ("probability", .integer(10)),
            ])
        }
      }
    }
  }

  private func fillFollowUps() throws {
    let methods = try keys("activity.method")
    try fixture.create(
      .activity,
      (0..<60).map { number in
        [
          "customer": "Customer \(Int.random(in: 0..<10, using: &random))",
          "method": pick(methods) ?? methods[0], "at": instant(), "note": "Note \(number)",
          "created_by": pick(["li.wei", "wang.fang"]) ?? "admin",
        ]
      }, from: .importing(isHistoric: true))
  }

  // MARK: What stands in the store

  func sales() throws -> [Sale] {
    var sales: [Sale] = []
    try fixture.read { db in
      for row in try db.rows(
        """
        SELECT o.id, o.customer, s.name, s.kind, o.amount, o.probability, o.expected_close,
          o.created_at, o.closed_at, u.login, o.source
        FROM opportunity o JOIN stage s ON s.id = o.stage LEFT JOIN "user" u ON u.id = o.owner
        WHERE o.deleted_at IS NULL ORDER BY o.id
        """, as: Int64.self, Int64.self, String.self, String.self, Int64?.self, Int64.self,
        String?.self, String.self, String?.self, String?.self, String?.self)
      {
        sales.append(
          Sale(
            id: row.0, customer: row.1, stage: row.2, kind: row.3, amount: row.4,
            probability: row.5, expected: row.6.flatMap { Day($0) }, created: Self.day(row.7),
            closed: row.8.map(Self.day), closedText: row.8, owner: row.9, source: row.10))
      }
    }
    return sales
  }

  /// How far a forecast counts on every sale: its own word, else its stage's.
  func forecastCategories() throws -> [Int64: String] {
    try fixture.read { db in
      let rows = try db.rows(
        """
        SELECT o.id, o.forecast_category, s.forecast_category
        FROM opportunity o JOIN stage s ON s.id = o.stage
        """, as: Int64.self, String?.self, String.self)
      return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1 ?? $0.2) })
    }
  }

  func followUps() throws -> [FollowUp] {
    try fixture.read { db in
      try db.rows(
        """
        SELECT a.id, a.customer, u.login, a.method, a.at FROM activity a
        LEFT JOIN "user" u ON u.id = a.created_by
        """, as: Int64.self, Int64.self, String?.self, String.self, String.self
      ).map {
        FollowUp(
          id: $0.0, customer: $0.1, author: $0.2, method: $0.3, at: $0.4, day: Self.day($0.4))
      }
    }
  }

  /// All moves, those of one sale together and in their order.
  func moves() throws -> [Move] {
    try fixture.read { db in
      try db.rows(
        """
        SELECT e.opportunity, s.name, s.kind, e.at FROM stage_event e
        JOIN stage s ON s.id = e.to_stage ORDER BY e.opportunity, e.at, e.id
        """, as: Int64.self, String.self, String.self, String.self
      ).map {
        Move(
          sale: $0.0, stage: $0.1, isOpen: $0.2 == "open", instant: Instant($0.3) ?? .min,
          day: Self.day($0.3))
      }
    }
  }

  func customers() throws -> [(id: Int64, created: Day, source: String?, owner: String?)] {
    try fixture.read { db in
      try db.rows(
        """
        SELECT c.id, c.created_at, c.source, u.login FROM customer c
        LEFT JOIN "user" u ON u.id = c.owner
        """, as: Int64.self, String.self, String?.self, String?.self
      ).map { ($0.0, Self.day($0.1), $0.2, $0.3) }
    }
  }

  /// The label of an entry of an option list.
  func label(_ key: String?, in list: String) throws -> String {
    guard let key else { return "" }
    return try fixture.text(
      "SELECT label_en FROM dictionary_entry WHERE dictionary = \(list) AND key = \(key)") ?? key
  }

  // MARK: What reports say

  func rows(
    _ report: Report, by names: [String]? = nil, fields: String? = nil,
    _ change: (inout ReportParameters) -> Void = { _ in }
  ) throws -> [String] {
    var parameters = ReportParameters()
    parameters.groupings = try names?.map { try report.dimension($0) }
    change(&parameters)
    let rows = try rows(report, parameters, fields)
    // Divided among threads it says the same.
    parameters.fewestInPart = 2
    #expect(try self.rows(report, parameters, fields) == rows)
    return rows
  }

  private func rows(
    _ report: Report, _ parameters: ReportParameters, _ fields: String?
  ) throws -> [String] {
    let run = try ReportRun(parameters, session: fixture.store.session())
    return try fixture.rows(of: report.answer(run).table().feed(fields: fields))
  }

  func records(
    _ report: Report, by names: [String]? = nil, _ keys: [String],
    _ change: (inout ReportParameters) -> Void = { _ in }
  ) throws -> [Int64] {
    var parameters = ReportParameters()
    parameters.groupings = try names?.map { try report.dimension($0) }
    change(&parameters)
    let run = try ReportRun(parameters, session: fixture.store.session())
    return try fixture.rows(of: report.answer(run).records(keys).feed(fields: "id"))
      .compactMap { Int64($0) }
  }
}

/// Counting by hand.
enum ByHand {
  static func money(_ amounts: [Int64?]) -> String {
    Money.format(amounts.compactMap { $0 }.reduce(0, +), digits: 2)
  }

  /// Percent with two decimals, half up, as the machine formats write it.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "" }
    return Money.format(Int64((part * 20_000 + whole) / (2 * whole)), digits: 2)
  }

  /// What came back of the cost, less it, in percent with two decimals, half up.
  static func gain(_ income: Int64, for cost: Int64) -> String {
    guard cost > 0 else { return "" }
    return Money.format((income * 20_000 + cost) / (2 * cost) - 10_000, digits: 2)
  }

  /// The nearest rank: the value at place ceil(p n).
  static func percentile(_ percent: Int, _ values: [Int]) -> String {
    guard !values.isEmpty else { return "" }
    let place = Int((Double(percent) * Double(values.count) / 100).rounded(.up))
    return String(values.sorted()[max(1, place) - 1])
  }

  static func month(_ day: Day) -> String { String(day.description.prefix(7)) }

  /// All months from the first to the last.
  static func months(_ days: [Day]) -> [String] {
    guard var day = days.min()?.startOfMonth, let last = days.max() else { return [] }
    var months: [String] = []
    while day <= last {
      months.append(month(day))
      day = day.adding(months: 1)
    }
    return months
  }

  /// Names in order, what has none last.
  static func groups(_ names: [String?]) -> [String] {
    let named = Set(names.compactMap { $0 }).sorted()
    return named + (names.contains { $0 == nil } ? [""] : [])
  }
}
