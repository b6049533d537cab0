import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// What keeps customers from being recycled for a while: locks, not being ready, protection, pauses and
/// the grace of rules.
@Suite struct RecycleHoldTests {
  @Test func lockedUntilADayItIsDueOnTheNext() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    try scene.rule(.noFollowUp, days: 30)
    _ = try RecycleHolding(scene.store.session()).hold(
      ["\(customer)"], .lock, until: "2026-04-05")
    #expect(try scene.due(on: "2026-04-05") == [])
    #expect(try scene.due(on: "2026-04-06") == [customer])
    let explanation = try PoolExplanation(scene.store.session())
      .document(of: "\(customer)", asOf: Day("2026-04-03"))
    #expect(explanation["due_day"] == .text("2026-04-06"))
    _ = try RecycleHolding(scene.store.session()).end(["\(customer)"], .lock)
    #expect(try scene.due(on: "2026-04-01") == [customer])
    _ = try RecycleHolding(scene.store.session()).hold(["\(customer)"], .lock, until: nil)
    #expect(try scene.due(on: "2999-01-01") == [])
    try scene.store.expectSound()
  }

  @Test func holdsEndWithTheTenure() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let customer = try scene.customer("甲公司", owner: "admin")
    for hold in [RecycleHold.lock, .notReady] {
      _ = try RecycleHolding(scene.store.session()).hold(
        ["\(customer)"], hold, until: "2026-12-31")
    }
    try scene.assign(customer, to: "li.wei")
    #expect(
      try scene.value(
        "SELECT count(*) FROM customer WHERE locked_until IS NULL AND not_ready_until IS NULL")
        == 1)
  }

  @Test func capsAndOwners() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    let customers = try (1...3).map { try scene.customer("公司\($0)", owner: "li.wei") }
    let pooled = try scene.customer("公海客户")
    _ = try RecycleSettings.write([(.lockCap, 2)], session: scene.store.session())
    func lock(_ ids: [Int64], as user: String) throws {
      _ = try RecycleHolding(scene.store.session(as: user)).hold(
        RecordSelection(ids.map(String.init)), .lock, until: "2026-05-01")
    }
    let tooMany = try scene.failure { try lock(customers, as: "li.wei") }
    #expect(tooMany.code == "hold_cap" && tooMany.exit == .limit)
    #expect(
      try scene.value("SELECT count(*) FROM customer WHERE locked_until IS NOT NULL") == 0)
    try lock(Array(customers.prefix(2)), as: "li.wei")
    #expect(
      try scene.failure { try lock([customers[0]], as: "wang.fang") }.code == "not_owner")
    #expect(try scene.failure { try lock([pooled], as: "admin") }.code == "not_owned")
    #expect(
      try scene.failure {
        _ = try RecycleHolding(scene.store.session()).hold(
          ["\(customers[0])"], .notReady, until: "2026-02-28")
      }.code == "E_PAST")
    // A lock that has run out does not count.
    scene.now = "2026-05-02T01:00:00Z"
    _ = try RecycleHolding(scene.store.session(as: "li.wei")).hold(
      ["\(customers[2])"], .lock, until: "2026-06-01")
  }

  @Test func newOnesAreProtected() throws {
    let scene = try PoolScene()
    try scene.rule(.held, days: 1)
    _ = try RecycleSettings.write([(.protectDays, 10)], session: scene.store.session())
    let created = try scene.customer("甲公司", owner: "admin")
    let pooled = try scene.customer("乙公司")
    try scene.user("li.wei")
    try scene.assign(pooled, to: "li.wei")
    // What was assigned is not: somebody else decided about it.
    #expect(try scene.due(on: "2026-03-03") == [pooled])
    #expect(try scene.due(on: "2026-03-11") == [pooled])
    #expect(try scene.due(on: "2026-03-12") == [created, pooled])
  }

  @Test func limitsDifferByLevel() throws {
    let scene = try PoolScene()
    let ids = try ["A", "B", "C", nil].map { level in
      var values = ["name": "公司\(level ?? "")", "owner": "admin"]
      values["level"] = level
      return try scene.add(.customer, values)
    }
    try scene.rule(.noFollowUp, days: 15) { $0.daysBy = "级别: A=60, B=30" }
    #expect(try scene.value("SELECT days_by FROM recycle_rule") == "level:A=60,B=30")
    for (day, expected) in [
      ("2026-03-16", []), ("2026-03-17", [ids[2], ids[3]]),
      ("2026-03-31", [ids[2], ids[3]]), ("2026-04-01", [ids[1], ids[2], ids[3]]),
      ("2026-04-30", [ids[1], ids[2], ids[3]]), ("2026-05-01", ids),
    ] {
      #expect(try scene.due(on: day) == expected, "\(day)")
    }
    for wrong in [
      "level", "level:", "level:A", "level:A=x", "level:A=-1", "name:A=1", "level:Z=1",
      "level:A=1,A=2", "nothing:A=1",
    ] {
      let error = try scene.failure { try scene.rule(.held, days: 1) { $0.daysBy = wrong } }
      #expect(error.exit == (wrong == "level:Z=1" ? .notFound : .usage), "\(wrong)")
    }
  }

  @Test func holidaysDoNotCount() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    try scene.rule(.noFollowUp, days: 5)
    #expect(try scene.due(on: "2026-03-07") == [customer])
    try scene.add(
      .recyclePause, ["name": "节日", "first_day": "2026-03-04", "last_day": "2026-03-06"])
    #expect(try scene.due(on: "2026-03-09") == [])
    let rows = try scene.recycle(asOf: "2026-03-10", dryRun: true).value.rows
    #expect(rows.map(\.record) == [customer])
    #expect(rows.map(\.age) == [6])
    let error = try scene.failure {
      try scene.add(
        .recyclePause, ["name": "错", "first_day": "2026-03-04", "last_day": "2026-03-03"])
    }
    #expect(error.code == "E_DATE")
  }

  /// A rule that takes more than before leaves its grace first, whatever the hour.
  @Test func aRuleThatWasShortenedDropsNothingThatDay() throws {
    let scene = try PoolScene(now: "2026-01-01T01:00:00Z")
    let customer = try scene.customer("甲公司", owner: "admin")
    let rule = try scene.rule(.noFollowUp, days: 90) { $0.graceDays = nil }
    func edit(_ values: [String: String]) throws {
      let session = scene.store.session()
      _ = try session.write { db in
        try RecordEditor(.recycleRule, session: session, db: db).edit(
          [rule.id],
          set: try values.sorted { $0.key < $1.key }.map {
            (field: try #require(Noun.recycleRule.field($0.key)), text: $0.value)
          })
      }
    }
    scene.now = "2026-03-01T02:00:00Z"
    try edit(["days": "30"])
    #expect(try scene.recycle().value.rows.isEmpty)
    #expect(try scene.due(on: "2026-03-07") == [])
    #expect(try scene.due(on: "2026-03-08") == [customer])
    // A longer one needs none, and a grace of one's own counts.
    try edit(["days": "40"])
    #expect(try scene.due(on: "2026-03-08") == [customer])
    try edit(["days": "20", "grace_days": "0"])
    #expect(try scene.due(on: "2026-03-01") == [customer])
    scene.now = "2026-03-01T03:00:00Z"
    try edit(["condition": "name ~ 公司", "grace_days": "3"])
    #expect(try scene.due(on: "2026-03-03") == [])
    #expect(try scene.due(on: "2026-03-04") == [customer])
  }

  /// While a rule was deleted nobody was warned.
  @Test func aRuleThatComesBackLeavesItsGraceFirst() throws {
    let scene = try PoolScene(now: "2026-01-01T01:00:00Z")
    let customer = try scene.customer("甲公司", owner: "admin")
    let rule = try scene.rule(.noFollowUp, days: 30) { $0.graceDays = nil }
    try scene.delete(.recycleRule, rule.id)
    scene.now = "2026-03-01T02:00:00Z"
    try RuleScene(scene.store).restore("recycle_rule", rule.id)
    #expect(scene.store.notes.contains("rule \(rule.id) acts from 2026-03-08"))
    #expect(try scene.recycle().value.rows.isEmpty)
    #expect(try scene.due(on: "2026-03-07") == [])
    #expect(try scene.due(on: "2026-03-08") == [customer])
    // A grace that is longer than a new one stays.
    try RuleScene(scene.store).edit(
      "recycle_rule", rule.id, ["condition": "name ~ 公司", "grace_days": "20"])
    try RuleScene(scene.store).edit("recycle_rule", rule.id, ["grace_days": "30"])
    try scene.delete(.recycleRule, rule.id)
    try RuleScene(scene.store).restore("recycle_rule", rule.id)
    #expect(try scene.due(on: "2026-03-30") == [])
    #expect(try scene.due(on: "2026-03-31") == [customer])
  }

  /// Won it stays, reopened it is due with the anchor that it had.
  @Test func reopenedItHasItsAnchorAgain() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    let sale = try scene.opportunity(of: customer, owner: 1)
    try scene.rule(.held, days: 30)
    try scene.move(sale, from: 1, to: 7)
    #expect(try scene.due(on: "2026-04-05") == [])
    try scene.move(sale, from: 7, to: 1)
    let rows = try scene.recycle(asOf: "2026-04-01", dryRun: true).value.rows
    #expect(rows.map(\.record) == [customer])
    #expect(rows.map(\.anchor.description) == ["2026-03-01T01:00:00Z"])
  }

  @Test func exemptOwnersAndOpenOpportunities() throws {
    let scene = try PoolScene()
    let li = try scene.user("li.wei")
    let exempt = try scene.customer("甲公司", owner: "li.wei")
    let working = try scene.customer("乙公司", owner: "admin")
    let idle = try scene.customer("丙公司", owner: "admin")
    _ = try scene.opportunity(of: working, owner: 1)
    try scene.rule(.noOpportunity, days: 10) {
      $0.exempt = ["li.wei"]
      $0.excludesOpenOpportunities = true
    }
    #expect(li > 1 && exempt < working)
    #expect(try scene.due(on: "2026-04-01") == [idle])
  }

  @Test func anImportWithoutDatesCountsFromItsOwnInstant() throws {
    let scene = try PoolScene(now: "2026-03-20T01:00:00Z")
    try scene.rule(.noFollowUp, days: 30)
    try ImportFixture(scene.store).report("name,owner\n甲公司,admin\n")
    #expect(try scene.due(on: "2026-03-21") == [])
    #expect(try scene.due(on: "2026-04-19") == [])
    #expect(try scene.due(on: "2026-04-20") == [1])
  }

  @Test func oneProcessRecyclesAtATime() throws {
    let scene = try PoolScene()
    let lock = try RunLock(
      "recycle", for: "crm pool recycle", inStoreAt: "\(scene.store.directory)/store")
    let error = try scene.failure { try scene.recycle() }
    #expect(error.exit == .busy && error.exit.rawValue == 75)
    // Looking ahead waits for nobody.
    _ = try scene.recycle(dryRun: true)
    withExtendedLifetime(lock) {}
  }
}
