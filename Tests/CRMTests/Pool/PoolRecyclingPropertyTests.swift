import CRM
import ProgramTesting
import Store
import Tabular
import Testing
import Values

/// Random histories: the run, the dry run and the explanation agree with a naive reading of the
/// definition, customer by customer.
@Suite struct PoolRecyclingPropertyTests {
  struct Case: Sendable {
    var zone: String
    var seed: UInt64
  }

  static let cases = ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"].flatMap { zone in
    (1...4).map { Case(zone: zone, seed: $0) }
  }

  @Test(arguments: cases)
  func runDryRunAndExplanationAgree(_ sample: Case) throws {
    // The clocks change in this time: in New York on March 8th, on Lord Howe on April 5th.
    let scene = try PoolScene(now: "2026-02-20T00:00:00Z", zone: sample.zone)
    var history = try RandomHistory(scene, seed: sample.seed)
    try history.write()
    // Every other time by several threads, which find a few each.
    if sample.seed.isMultiple(of: 2) { scene.fewestInPart = 2 }
    let day = try #require(Day("2026-04-12"))
    let expected = history.due(asOf: day)
    #expect(!expected.isEmpty)

    let dryRun = try scene.recycle(asOf: day.description, dryRun: true).value
    #expect(dryRun.rows.map(\.record) == expected.map(\.customer))
    #expect(dryRun.rows.map { dryRun.rules[Int($0.rule)].id } == expected.map(\.rules[0]))
    #expect(dryRun.rows.map(\.anchor) == expected.map(\.anchor))
    #expect(dryRun.rows.map { Int($0.age) } == expected.map(\.age))
    try expectForecast(of: history, in: scene)

    for customer in history.customers where customer.owner != nil {
      let explanation = try PoolExplanation(scene.store.session())
        .document(of: "\(customer.id)", asOf: day)
      let wanted = expected.first { $0.customer == customer.id }
      #expect(explanation["due"] == .bool(wanted != nil))
      #expect(explanation["deciding_rule"] == wanted.map { .integer($0.rules[0]) } ?? .null)
      for verdict in explanation.list("rules") {
        guard case .integer(let rule)? = verdict["rule"] else { continue }
        let fires = wanted?.rules.contains(rule) == true
        #expect((verdict["outcome"] == .text("due")) == fires)
        if let wanted, wanted.rules[0] == rule {
          #expect(verdict["anchor"] == .instant(wanted.anchor.description))
          #expect(verdict["age"] == .integer(Int64(wanted.age)))
        }
      }
    }

    scene.now = "2026-04-12T12:00:00Z"
    let run = try scene.recycle(asOf: day.description).value
    #expect(run.rows.map(\.record) == expected.map(\.customer))
    let lists: [String] = try scene.store.session().read { db in
      try db.values("SELECT rules FROM ownership_event WHERE kind = 'recycle' ORDER BY id")
    }
    #expect(
      lists == expected.map { "[" + $0.rules.map(String.init).joined(separator: ",") + "]" })
    #expect(try scene.recycle(asOf: day.description).value.rows.isEmpty)
  }

  /// The forecast of a day names what the run of every day to come takes, when one is made every day.
  private func expectForecast(of history: RandomHistory, in scene: PoolScene) throws {
    scene.now = "2026-03-20T12:00:00Z"
    let (first, last) = (try #require(Day("2026-03-20")), try #require(Day("2026-04-12")))
    let session = scene.store.session()
    let forecast = try session.read {
      try RecycleForecast(until: last, session: session, in: $0)
    }
    var expected: [String] = []
    var fallen: Set<Int64> = []
    for number in first.number...last.number {
      let day = Day(number: number)
      for due in history.due(asOf: day) where fallen.insert(due.customer).inserted {
        expected.append("\(day) \(due.customer) \(due.rules[0]) \(due.anchor)")
      }
    }
    #expect(!expected.isEmpty)
    #expect(
      forecast.falls.map {
        "\($0.day) \($0.customer) \(forecast.rules[$0.rule].id) \($0.anchor)"
      } == expected)
  }
}

/// Customers, follow-ups, opportunities and rules at random instants, in memory and in the store.
private struct RandomHistory {
  struct Customer {
    var id: Int64
    var owner: Int64?
    var heldSince: Instant
    var level: String?
    /// The last days of a lock and of not being ready.
    var holds: [Day?]
  }

  struct FollowUp {
    var customer: Int64
    var by: Int64
    var at: Instant
    var isDeleted: Bool
  }

  struct Sale {
    var customer: Int64
    /// The stages it ran through: positions 1 … 6 are open, 7 is won, 8 lost.
    var moves: [(to: Int64, at: Instant)]
  }

  struct Due: Equatable {
    var customer: Int64
    var rules: [Int64]
    var anchor: Instant
    var age: Int
  }

  private let scene: PoolScene
  private let zone: Zone
  private var random: SeededGenerator
  private let users: [Int64]
  private(set) var customers: [Customer] = []
  private var followUps: [FollowUp] = []
  private var sales: [Sale] = []
  private var rules: [RecycleRule] = []
  private var pauses: [ClosedRange<Day>] = []
  private var protectDays = 0
  /// The owners that rules spare.
  private var exempt: [Int64: Int64] = [:]

  init(_ scene: PoolScene, seed: UInt64) throws {
    self.scene = scene
    zone = try scene.store.session().settings().zone
    random = SeededGenerator(seed: seed)
    users = [1, try scene.user("li.wei"), try scene.user("wang.fang", role: "manager")]
    let scopes = [nil, "user:li.wei", "role:manager"]
    for _ in 1...4 {
      let isSparing = Int.random(in: 0..<3, using: &random) == 0
      let rule = try scene.rule(
        .allCases.randomElement(using: &random) ?? .noDeal,
        days: .random(in: 0...40, using: &random), grace: .random(in: 0...60, using: &random)
      ) {
        $0.scope = scopes.randomElement(using: &random) ?? nil
        $0.resetsBy = Bool.random(using: &random) ? .owner : .anyone
        $0.excludesWon = Bool.random(using: &random)
        $0.excludesOpenOpportunities = Int.random(in: 0..<3, using: &random) == 0
        if Bool.random(using: &random) {
          $0.daysBy = "level:A=\(Int.random(in: 0...50, using: &random)),B=10"
        }
        if isSparing { $0.exempt = ["li.wei"] }
      }
      rules.append(rule)
      if isSparing { exempt[rule.id] = users[1] }
    }
    try makePauses()
    // One rule that always finds something.
    rules.append(try scene.rule(.noFollowUp, days: 5))
    for number in 1...60 { makeCustomer(Int64(number)) }
  }

  private mutating func makeCustomer(_ id: Int64) {
    let isOwned = Int.random(in: 0..<8, using: &random) > 0
    customers.append(
      Customer(
        id: id, owner: isOwned ? users.randomElement(using: &random) : nil, heldSince: moment(),
        level: ["A", "B", "C", nil].randomElement(using: &random) ?? nil,
        holds: (0..<2).map { _ in
          Int.random(in: 0..<6, using: &random) == 0 ? zone.day(of: moment()) : nil
        }))
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      followUps.append(
        FollowUp(
          customer: id, by: users.randomElement(using: &random) ?? 1, at: moment(),
          isDeleted: Int.random(in: 0..<5, using: &random) == 0))
    }
    guard Int.random(in: 0..<3, using: &random) == 0 else { return }
    var moves: [(to: Int64, at: Instant)] = []
    for at in (0...Int.random(in: 0...3, using: &random)).map({ _ in moment() }).sorted() {
      moves.append((.random(in: 1...8, using: &random), at))
    }
    sales.append(Sale(customer: id, moves: moves))
  }

  private mutating func makePauses() throws {
    protectDays = Int.random(in: 0...12, using: &random)
    _ = try RecycleSettings.write(
      [(.protectDays, protectDays)], session: scene.store.session())
    for number in 0..<Int.random(in: 0...2, using: &random) {
      let first = zone.day(of: moment())
      let last = first.adding(days: .random(in: 0...6, using: &random))
      pauses.append(first...last)
      try scene.add(
        .recyclePause,
        ["name": "\(number)", "first_day": first.description, "last_day": last.description])
    }
  }

  /// Often near a midnight of the zone, where mistakes show.
  private mutating func moment() -> Instant {
    let first = Day(number: 20_510)  // 2026-02-26
    let day = first.adding(days: .random(in: 0...45, using: &random))
    let nearby = Int64.random(in: -2...2, using: &random)
    let anywhere = Int64.random(in: 0..<86_400, using: &random)
    return zone.startOfDay(day).adding(seconds: Bool.random(using: &random) ? nearby : anywhere)
  }

  // MARK: Into the store

  mutating func write() throws {
    _ = try scene.store.session().write { [self] db in
      let stamp = Scalar.text("2026-01-01T00:00:00Z")
      for customer in customers {
        try db.insert(
          "customer",
          [
            ("name", .text("c\(customer.id)")), ("name_key", .text("c\(customer.id)")),
            ("owner", customer.owner.scalar), ("pool", customer.owner == nil ? .integer(1) : .null),
            ("held_since", customer.heldSince.scalar), ("created_at", stamp), ("updated_at", stamp),
            ("level", customer.level.scalar),
            ("locked_until", customer.holds[0]?.scalar ?? .null),
            ("not_ready_until", customer.holds[1]?.scalar ?? .null),
          ])
      }
      for followUp in followUps {
        try db.insert(
          "activity",
          [
            ("customer", .integer(followUp.customer)), ("method", .text("phone")),
            ("at", followUp.at.scalar), ("note", .text("x")), ("created_at", stamp),
            ("created_by", .integer(followUp.by)), ("updated_at", stamp),
            ("deleted_at", followUp.isDeleted ? stamp : .null),
          ])
      }
      for sale in sales { try write(sale, stamp, into: db) }
    }
  }

  private func write(_ sale: Sale, _ stamp: Scalar, into db: WriteTransaction) throws {
    guard let last = sale.moves.last else { return }
    let id = try db.insert(
      "opportunity",
      [
        ("name", .text("sale")), ("customer", .integer(sale.customer)), ("pipeline", .integer(1)),
        ("stage", .integer(last.to)), ("probability", .integer(0)),
        ("closed_at", last.to >= 7 ? last.at.scalar : .null),
        ("created_at", sale.moves.first?.at.scalar ?? stamp),
        ("updated_at", stamp),
      ])
    var from = Scalar.null
    for (stage, at) in sale.moves {
      try db.insert(
        "stage_event",
        [
          ("opportunity", .integer(id)), ("from_stage", from), ("to_stage", .integer(stage)),
          ("at", at.scalar), ("probability", .integer(0)),
        ])
      from = .integer(stage)
    }
  }

  // MARK: The definition, read naively

  func due(asOf day: Day) -> [Due] {
    customers.compactMap { customer in
      let firing = rules.compactMap { rule in
        anchor(of: customer, for: rule, asOf: day).map { (rule.id, $0) }
      }
      guard let (_, anchor) = firing.first else { return nil }
      return Due(
        customer: customer.id, rules: firing.map(\.0), anchor: anchor,
        age: age(of: anchor, on: day))
    }
  }

  /// The anchor, when the rule takes the customer on that day.
  private func anchor(of customer: Customer, for rule: RecycleRule, asOf day: Day) -> Instant? {
    guard let owner = customer.owner, day >= rule.actsFrom, exempt[rule.id] != owner else {
      return nil
    }
    let limit =
      rule.daysBy?.limits.first { $0.value == customer.level }?.days ?? rule.days
    if limit == 0 || customer.holds.contains(where: { $0.map { $0 >= day } ?? false }) {
      return nil
    }
    if protectDays > 0, day - zone.day(of: customer.heldSince) <= protectDays { return nil }
    switch rule.scope {
    case .user(let id): if id != owner { return nil }
    case .role: if owner != users[2] { return nil }
    default: break
    }
    let sales = sales.filter { $0.customer == customer.id }
    let deals = sales.filter { $0.moves.last?.to == 7 }.compactMap(\.moves.last?.at)
    if rule.excludesWon, !deals.isEmpty { return nil }
    if rule.excludesOpenOpportunities, sales.contains(where: { ($0.moves.last?.to ?? 8) <= 6 }) {
      return nil
    }
    var moments = [customer.heldSince]
    switch rule.kind {
    case .held: break
    case .contractEnded: return nil  // nobody has a contract here
    case .noDeal: moments += deals
    case .noOpportunity: moments += sales.compactMap(\.moves.first?.at)
    case .noFollowUp:
      for followUp in followUps where followUp.customer == customer.id && !followUp.isDeleted {
        if rule.resetsBy == .anyone || followUp.by == owner { moments.append(followUp.at) }
      }
      for sale in sales {
        for (before, after) in zip(sale.moves, sale.moves.dropFirst())
        where before.to <= 6 && after.to <= 7 && after.to > before.to {
          moments.append(after.at)
        }
      }
    }
    guard let latest = moments.max() else { return nil }
    return age(of: latest, on: day) > limit ? latest : nil
  }

  /// The days after the anchor's that count.
  private func age(of anchor: Instant, on day: Day) -> Int {
    let first = zone.day(of: anchor)
    guard first < day else { return day - first }
    return (first.number + 1...day.number).filter { number in
      !pauses.contains { $0.contains(Day(number: number)) }
    }.count
  }
}
