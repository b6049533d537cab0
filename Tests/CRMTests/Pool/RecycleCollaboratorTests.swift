import Catalogue
import ProgramTesting
import Store
import Testing
import Values

@testable import CRM

/// Whose follow-ups reset the clock: the owner's, and a collaborator's while the grant held.
///
/// Run, explanation and replay are compared with one follow-up after the other.
@Suite struct RecycleCollaboratorTests {
  private static let days = 4
  private static let length = 20

  private struct Event {
    var at: Instant
    var record: String
  }

  @Test(arguments: 0..<8) func randomGrantsAndFollowUps(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scene = try PoolScene(now: "2026-03-01T00:00:00Z", zone: "UTC")
    let rule = try scene.rule(.noFollowUp, days: Self.days)
    let users = ["li.wei", "wang.fang", "chen.jing"]
    for user in users { try scene.user(user) }
    var customers: [Int64] = []
    for number in 0..<6 {
      let customer = try scene.customer("客户\(number)", owner: number < 4 ? "li.wei" : "wang.fang")
      if number % 3 > 0, let parent = customers.randomElement(using: &random) {
        try scene.edit(.customer, customer, ["parent": "\(parent)"])
      }
      customers.append(customer)
    }
    for day in 1..<Self.length {
      // Few different instants, so that some are equal.
      scene.now = "\(Self.day(day))T0\(Int.random(in: 1...2, using: &random)):00:00Z"
      for _ in 0..<5 {
        let customer = try #require(customers.randomElement(using: &random))
        let user = try #require(users.randomElement(using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
          let end = day + Int.random(in: 0...5, using: &random)
          guard try scene.owner(of: customer) != user else { continue }
          try scene.share(
            customer, with: user, Bool.random(using: &random) ? .edit : .read,
            until: Bool.random(using: &random) ? Self.day(end).description : nil,
            cascades: Bool.random(using: &random))
        case 1: try scene.unshare(customer, with: user)
        default:
          try followUp(
            customer, by: user, isDeleted: Int.random(in: 0..<5, using: &random) == 0, scene)
        }
      }
    }
    for customer in customers {
      let events = try resets(of: customer, scene)
      for asOf in [Self.length / 2, Self.length, Self.length + Self.days] {
        try expectVerdict(on: customer, by: rule, events, asOf: Self.day(asOf), scene)
      }
      try expectFall(of: customer, events, scene)
    }
  }

  /// Days from the first of March on.
  private static func day(_ number: Int) -> Day { Day(number: 20_513 + number) }

  private func followUp(
    _ customer: Int64, by user: String, isDeleted: Bool, _ scene: PoolScene
  ) throws {
    let now = Scalar.text(scene.now)
    _ = try scene.store.session().write { db in
      let author: Int64? = try db.value("SELECT id FROM \"user\" WHERE login = \(user)")
      try db.insert(
        "activity",
        [
          ("customer", .integer(customer)), ("method", .text("phone")), ("note", .text("called")),
          ("at", now), ("created_at", now), ("updated_at", now), ("created_by", author.scalar),
          ("deleted_at", isDeleted ? now : .null),
        ])
    }
  }

  /// What the customer's clock starts from, in the order of time: its tenure, then every follow-up that
  /// counts.
  private func resets(of customer: Int64, _ scene: PoolScene) throws -> [Event] {
    try scene.store.session().read { db in
      guard
        let (owner, since) = try db.row(
          "SELECT owner, held_since FROM customer WHERE id = \(customer)", as: Int64.self,
          Instant.self)
      else { throw UserError.bug("no customer") }
      let followUps = try db.rows(
        """
        SELECT id, at, created_by FROM activity
        WHERE customer = \(customer) AND deleted_at IS NULL ORDER BY at, id
        """, as: Int64.self, Instant.self, Int64.self)
      let counting = try followUps.filter { _, at, author in
        try author == owner
          || db.value(
            """
            SELECT \(ShareGrant.covers(
              customer: "\(customer)", user: "\(author)", at: "\(at)", access: .edit))
            """) == true
      }
      return [Event(at: since, record: "customer/\(customer)")]
        + counting.map { Event(at: $0.1, record: "activity/\($0.0)") }
    }
  }

  private func expectVerdict(
    on customer: Int64, by rule: RecycleRule, _ events: [Event], asOf: Day, _ scene: PoolScene
  ) throws {
    let session = scene.store.session()
    let last = try #require(events.last)
    try session.read { db in
      let terms = try RecycleTerms(session, in: db)
      let verdict = try RecycleVerdict(
        on: customer, by: rule, asOf: asOf, terms: terms, session: session, in: db)
      #expect(verdict.anchor.at == last.at)
      #expect(verdict.anchor.record == last.record)
      let isDue = asOf - terms.calendar.day(of: last.at) > Self.days
      #expect(verdict.outcome == (isDue ? .due : .notYet))
    }
  }

  /// The replay finds the first stretch of time that was too long.
  private func expectFall(of customer: Int64, _ events: [Event], _ scene: PoolScene) throws {
    let session = scene.store.session()
    let period = Self.day(0)...Self.day(Self.length)
    let falls = try session.write(isDryRun: true, appliesRules: false) {
      try RecycleSimulation(period, session: session, in: $0).falls
    }.value
    let zone = try session.settings().zone
    let days = events.map { zone.day(of: $0.at) }
    let expected = zip(days, days.dropFirst() + [.max]).first { day, next in
      let fall = day.adding(days: Self.days + 1)
      return fall <= next && fall <= period.upperBound
    }?.0.adding(days: Self.days + 1)
    #expect(falls.first { $0.customer == customer }?.day == expected)
  }

  /// Of follow-ups at one instant the latest record is named, whoever wrote it.
  @Test func followUpsAtOneInstant() throws {
    let scene = try PoolScene(now: "2026-03-01T00:00:00Z", zone: "UTC")
    let rule = try scene.rule(.noFollowUp, days: Self.days)
    for user in ["li.wei", "wang.fang"] { try scene.user(user) }
    let customer = try scene.customer("甲公司", owner: "li.wei")
    try scene.share(customer, with: "wang.fang")
    scene.now = "2026-03-02T00:00:00Z"
    for user in ["li.wei", "wang.fang"] {
      try scene.followUp(customer, by: user)
      let events = try resets(of: customer, scene)
      try expectVerdict(
        on: customer, by: rule, events, asOf: try #require(Day("2026-03-10")), scene)
    }
  }
}
