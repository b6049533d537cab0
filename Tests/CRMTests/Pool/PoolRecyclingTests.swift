import Store
import Tabular
import Testing
import Values

@testable import CRM

@Suite struct PoolRecyclingTests {
  /// A limit of 30 days, the last follow-up on March 1st: not due on the 31st, due on April 1st.
  @Test(arguments: [("2026-03-31", false), ("2026-04-01", true), ("2026-04-20", true)])
  func dueWhenMoreThanTheLimit(day: String, isDue: Bool) throws {
    let scene = try PoolScene(now: "2026-01-01T00:00:00Z")
    let customer = try scene.customer("甲公司", owner: "admin")
    try scene.rule(.noFollowUp, days: 30)
    scene.now = "2026-03-01T01:00:00Z"
    try scene.followUp(customer, by: "admin")
    #expect(try scene.due(on: day) == (isDue ? [customer] : []))
  }

  /// Days are those of the store's zone: 16:00 UTC begins a day in Shanghai.
  @Test(arguments: [
    ("2026-03-01T15:59:59Z", "2026-04-01"), ("2026-03-01T16:00:00Z", "2026-04-02"),
  ])
  func daysAreTheStoresDays(followUp: String, firstDue: String) throws {
    let scene = try PoolScene(now: "2026-01-01T00:00:00Z")
    let customer = try scene.customer("甲公司", owner: "admin")
    try scene.rule(.noFollowUp, days: 30)
    scene.now = followUp
    try scene.followUp(customer, by: "admin")
    let day = try #require(Day(firstDue))
    #expect(try scene.due(on: day.adding(days: -1).description) == [])
    #expect(try scene.due(on: firstDue) == [customer])
  }

  /// In New York the night of March 8th 2026 has 23 hours and that of November 1st 25.
  @Test(arguments: [
    ("2026-03-08T04:59:59Z", "2026-03-09"), ("2026-03-08T05:00:00Z", "2026-03-10"),
    ("2026-03-09T03:59:59Z", "2026-03-10"), ("2026-03-09T04:00:00Z", "2026-03-11"),
    ("2026-11-02T04:59:59Z", "2026-11-03"), ("2026-11-02T05:00:00Z", "2026-11-04"),
  ])
  func clockChangesDoNotMoveDays(followUp: String, firstDue: String) throws {
    let scene = try PoolScene(now: "2026-01-01T12:00:00Z", zone: "America/New_York")
    let customer = try scene.customer("Acme", owner: "admin")
    try scene.rule(.noFollowUp, days: 1)
    scene.now = followUp
    try scene.followUp(customer, by: "admin")
    let day = try #require(Day(firstDue))
    #expect(try scene.due(on: day.adding(days: -1).description) == [])
    let rows = try scene.recycle(asOf: firstDue, dryRun: true).value.rows
    #expect(rows.map(\.record) == [customer])
    #expect(rows.map(\.age) == [2])
  }

  @Test func neverFollowedUpCountsFromTheDayItWasOwned() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    try scene.rule(.noFollowUp, days: 30)
    #expect(try scene.due(on: "2026-03-31") == [])
    #expect(try scene.due(on: "2026-04-01") == [customer])
  }

  @Test func aFollowUpOnTheOpportunityCounts() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    let opportunity = try scene.opportunity(of: customer, owner: 1)
    try scene.rule(.noFollowUp, days: 30)
    scene.now = "2026-03-20T01:00:00Z"
    try scene.add(
      .activity, ["opportunity": "\(opportunity)", "method": "visit", "note": "met"])
    #expect(try scene.due(on: "2026-04-19") == [])
    #expect(try scene.due(on: "2026-04-20") == [customer])
  }

  @Test func aStageMoveForwardCountsAndOneBackDoesNot() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    let opportunity = try scene.opportunity(of: customer, owner: 1)
    try scene.rule(.noFollowUp, days: 30)
    scene.now = "2026-03-10T01:00:00Z"
    try scene.move(opportunity, from: 1, to: 3)
    scene.now = "2026-03-20T01:00:00Z"
    try scene.move(opportunity, from: 3, to: 2)
    #expect(try scene.due(on: "2026-04-09") == [])
    #expect(try scene.due(on: "2026-04-10") == [customer])
  }

  @Test func othersFollowUpsCountOnlyWhenTheRuleSaysSo() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let customer = try scene.customer("甲公司", owner: "li.wei")
    try scene.rule(.noFollowUp, days: 30)
    scene.now = "2026-03-10T01:00:00Z"
    try scene.followUp(customer, by: "admin")
    #expect(try scene.due(on: "2026-04-01") == [customer])
    let other = try PoolScene()
    try other.user("li.wei")
    let same = try other.customer("甲公司", owner: "li.wei")
    try other.rule(.noFollowUp, days: 30) { $0.resetsBy = .anyone }
    other.now = "2026-03-10T01:00:00Z"
    try other.followUp(same, by: "admin")
    #expect(try other.due(on: "2026-04-09") == [])
  }

  @Test func aDeletedFollowUpRestoresTheEarlierAnchor() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    try scene.rule(.noFollowUp, days: 30)
    scene.now = "2026-03-20T01:00:00Z"
    let activity = try scene.followUp(customer, by: "admin")
    #expect(try scene.due(on: "2026-04-01") == [])
    _ = try scene.store.session().write { db in
      try db.update(
        "activity", where: "id = \(activity)", set: [("deleted_at", "\(db.request.at)")])
    }
    #expect(try scene.due(on: "2026-04-01") == [customer])
  }

  @Test func aFollowUpOnAContactCountsUntilItIsUndone() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    let contact = try scene.add(.contact, ["name": "张伟", "customer": "\(customer)"])
    try scene.rule(.noFollowUp, days: 30)
    scene.now = "2026-03-20T01:00:00Z"
    try scene.add(.activity, ["contact": "\(contact)", "method": "phone", "note": "called"])
    #expect(try scene.due(on: "2026-04-19") == [])
    #expect(try scene.due(on: "2026-04-20") == [customer])
    _ = try OperationUndo(scene.store.session()).undo(nil, isPartial: false)
    let rows = try scene.recycle(asOf: "2026-04-01", dryRun: true).value.rows
    #expect(rows.map(\.record) == [customer])
    #expect(rows.map(\.anchor.description) == ["2026-03-01T01:00:00Z"])
  }

  @Test func wonCustomersStayUnlessTheRuleTakesThem() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    scene.now = "2026-03-10T01:00:00Z"
    _ = try scene.opportunity(of: customer, owner: 1, stage: 7)
    let rule = try scene.rule(.noDeal, days: 30)
    #expect(try scene.due(on: "2027-01-01") == [])
    try scene.delete(.recycleRule, rule.id)
    try scene.rule(.noDeal, days: 30) { $0.excludesWon = false }
    #expect(try scene.due(on: "2026-04-09") == [])
    #expect(try scene.due(on: "2026-04-10") == [customer])
  }

  @Test func scopes() throws {
    let scene = try PoolScene()
    try scene.add(.team, ["name": "sales"])
    try scene.add(.team, ["name": "east", "parent": "sales"])
    try scene.user("li.wei", team: "east")
    try scene.user("wang.fang", team: "sales", role: "manager")
    try scene.add(.pool, ["name": "华东"])
    let li = try scene.customer("a", owner: "li.wei")
    let wang = try scene.customer("b", owner: "wang.fang")
    let claimed = try scene.customer("c", pool: "华东")
    _ = try scene.claim(claimed, as: "admin")
    for (scope, expected) in [
      ("user:li.wei", [li]), ("team:east", [li]), ("team:sales", [li, wang]),
      ("role:manager", [wang]), ("pool:华东", [claimed]),
    ] {
      let rule = try scene.rule(.noFollowUp, days: 1) { $0.scope = scope }
      #expect(try scene.due(on: "2026-04-01") == expected, "\(scope)")
      try scene.delete(.recycleRule, rule.id)
    }
    #expect(try scene.due(on: "2026-04-01") == [])
  }

  @Test func aRuleActsAfterItsGraceDays() throws {
    let scene = try PoolScene()
    let customer = try scene.customer("甲公司", owner: "admin")
    scene.now = "2026-06-01T01:00:00Z"
    try scene.rule(.noFollowUp, days: 30, grace: 7)
    #expect(try scene.due(on: "2026-06-07") == [])
    #expect(try scene.due(on: "2026-06-08") == [customer])
  }

  @Test func zeroDaysAreOff() throws {
    let scene = try PoolScene()
    _ = try scene.customer("甲公司", owner: "admin")
    try scene.rule(.noFollowUp, days: 0)
    #expect(try scene.due(on: "2030-01-01") == [])
  }

  @Test func theFirstRuleDecidesAndTheEventNamesAll() throws {
    let scene = try PoolScene()
    try scene.add(.pool, ["name": "华东"])
    let customer = try scene.customer("甲公司", owner: "admin")
    try scene.rule(.noDeal, days: 20) { $0.pool = "华东" }
    try scene.rule(.noFollowUp, days: 10)
    scene.now = "2026-03-15T01:00:00Z"
    try scene.recycle(dryRun: true)
    scene.now = "2026-04-15T01:00:00Z"
    try scene.recycle()
    #expect(try scene.value("SELECT pool FROM customer WHERE id = \(customer)", as: Int.self) == 3)
    let event: String? = try scene.value(
      """
      SELECT json_array(kind, rule, rules, anchor, age, from_user, to_pool) FROM ownership_event
      ORDER BY id DESC LIMIT 1
      """)
    #expect(event == #"["recycle",1,"[1,2]","2026-03-01T01:00:00Z",45,1,3]"#)
  }

  @Test func aSecondRunChangesNothing() throws {
    let scene = try PoolScene()
    for number in 1...5 { _ = try scene.customer("c\(number)", owner: "admin") }
    try scene.rule(.noFollowUp, days: 30)
    scene.now = "2026-05-01T01:00:00Z"
    #expect(try scene.recycle().value.rows.count == 5)
    let second = try scene.recycle()
    #expect(second.value.rows.isEmpty)
    #expect(second.operation.id == nil)
  }

  @Test func theDryRunOfADayIsTheRunOfThatDay() throws {
    let scene = try PoolScene()
    for number in 1...5 { _ = try scene.customer("c\(number)", owner: "admin") }
    try scene.rule(.noFollowUp, days: 30)
    let forecast = try scene.due(on: "2026-04-01")
    #expect(forecast.count == 5)
    #expect(try scene.value("SELECT count(*) FROM customer WHERE pool IS NOT NULL") == 0)
    scene.now = "2026-04-01T01:00:00Z"
    #expect(try scene.recycle().value.rows.map(\.record) == forecast)
  }

  @Test func aRealRunOfAFutureDayIsRefused() throws {
    let scene = try PoolScene()
    let error = try scene.failure { try scene.recycle(asOf: "2026-03-02") }
    #expect(error.exit == .usage)
    try scene.recycle(asOf: "2026-03-01")
  }

  @Test func aLimitTakesTheOldestFirst() throws {
    let scene = try PoolScene()
    let late = try scene.customer("late", owner: "admin")
    scene.now = "2026-02-01T01:00:00Z"
    let early = try scene.customer("early", owner: "admin")
    try scene.rule(.noFollowUp, days: 30)
    scene.now = "2026-05-01T01:00:00Z"
    #expect(try scene.recycle(limit: 1).value.rows.map(\.record) == [early])
    #expect(try scene.recycle().value.rows.map(\.record) == [late])
  }

  @Test func openOpportunitiesBecomeOwnerless() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let customer = try scene.customer("甲公司", owner: "li.wei")
    let mine = try scene.opportunity(of: customer, owner: 2)
    let other = try scene.opportunity(of: customer, owner: 1)
    try scene.rule(.noFollowUp, days: 30)
    scene.now = "2026-05-01T01:00:00Z"
    try scene.recycle()
    #expect(
      try scene.value("SELECT owner FROM opportunity WHERE id = \(mine)", as: Int?.self)
        == .some(nil))
    #expect(try scene.value("SELECT owner FROM opportunity WHERE id = \(other)", as: Int.self) == 1)
  }

  @Test func onlyAnAdminMakesRules() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    let session = scene.store.session(as: "li.wei")
    let error = try scene.failure {
      _ = try RecycleRuleDraft(kind: .noDeal, days: 3).add(session: session)
    }
    #expect(error.exit == .denied)
  }

  @Test func aPoolThatRulesNeedStays() throws {
    let scene = try PoolScene()
    let pool = try scene.add(.pool, ["name": "华东"])
    try scene.rule(.noDeal, days: 20) { $0.pool = "华东" }
    let session = scene.store.session()
    let error = try scene.failure {
      _ = try session.write { db in
        try RecordPresence(.pool, session: session, db: db).delete([pool])
      }
    }
    #expect(error.code == "E_IN_USE")
  }

  /// The same text that filters a list says for whom a rule is; its dates count from the run's day.
  @Test(arguments: [
    ("level = A", ["甲公司"]), ("level != A", ["乙公司", "丙公司"]),
    ("next_follow_up is missing or next_follow_up < today", ["甲公司", "丙公司"]),
    ("next_follow_up > -3d", ["乙公司"]), ("contacts > 0 or name ~ '丙'", ["丙公司"]),
  ])
  func aConditionNarrowsARule(_ condition: String, _ names: [String]) throws {
    let scene = try PoolScene()
    try scene.add(.customer, ["name": "甲公司", "level": "A", "owner": "admin"])
    try scene.add(.customer, ["name": "乙公司", "next_follow_up": "2026-04-10", "owner": "admin"])
    try scene.add(
      .customer,
      ["name": "丙公司", "level": "B", "next_follow_up": "2026-03-20", "owner": "admin"])
    try scene.rule(.noFollowUp, days: 30) { $0.condition = condition }
    // A dry run looks ahead to the tenth: 乙公司 is to be followed up on that very day.
    let day = try #require(Day("2026-04-10"))
    let session = scene.store.session(dryRun: true)
    let due = try Recycling(session).run(asOf: day).value.rows.map(\.record)
    let list: [String] = try scene.store.session().read { db in
      try db.values("SELECT name FROM customer WHERE id IN \(ids: due) ORDER BY id")
    }
    #expect(list == names)
    for (id, name) in [(Int64(1), "甲公司"), (2, "乙公司"), (3, "丙公司")] {
      let verdict = try session.read { db in
        try RecycleVerdict(
          on: id, by: try #require(try RecycleRule.all(in: db).first), asOf: day,
          terms: try RecycleTerms(session, in: db), session: session, in: db)
      }
      #expect((verdict.outcome == .due) == names.contains(name))
    }
  }
}
