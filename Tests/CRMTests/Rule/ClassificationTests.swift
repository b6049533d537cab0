import CRM
import Catalogue
import Store
import Testing
import Values

/// Fields that rules decide (客户自动分类, 信用等级).
@Suite struct ClassificationTests {
  let store: TestStore
  let scene: RuleScene

  init() throws {
    store = try TestStore()
    scene = RuleScene(store)
    try scene.add("classification", ["name": "customer.level"])
  }

  @Test func theFirstRuleThatMatchesDecides() throws {
    try scene.classify("software", "level", "A", when: "industry = software")
    try scene.classify("mail", "level", "B", when: "email is present")
    let both = try scene.add(
      "customer", ["name": "X", "industry": "software", "email": "a@b.cn"])
    #expect(try scene.customer(both, "level") == "A")
    #expect(try scene.cause(both, "level") == "rule:software")
    try scene.edit("customer", both, ["industry": "retail"])
    #expect(try scene.customer(both, "level") == "B")
    #expect(try scene.cause(both, "level") == "rule:mail")
    // The order of the rules is that of their positions, not of their making.
    try scene.classify("none", "level", "C", when: nil)
    let first = try #require(
      try store.session().read { try $0.value("SELECT id FROM rule WHERE name = 'none'") as Int64? }
    )
    try scene.edit("rule", first, ["position": "1"])
    try scene.edit("customer", both, ["email": "c@b.cn"])
    #expect(try scene.customer(both, "level") == "C")
  }

  @Test(arguments: [("keep", "A"), ("clear", nil), ("b", "B")])
  func whenNoRuleMatches(_ onNone: String, _ level: String?) throws {
    try scene.edit("classification", 1, ["on_none": onNone])
    try scene.classify("software", "level", "A", when: "industry = software")
    let customer = try scene.add("customer", ["name": "X", "industry": "software"])
    try scene.edit("customer", customer, ["industry": ""])
    #expect(try scene.customer(customer, "level") == level)
    if onNone != "keep" {
      #expect(try scene.cause(customer, "level") == "classification:customer.level")
    }
  }

  /// 000 §6: winning changes the credit grade, and so does what becomes of the opportunity later.
  @Test func factsChangeTheGradeOfTheirCustomer() throws {
    try scene.add("classification", ["name": "customer.credit_grade", "on_none": "clear"])
    try scene.classify("won", "credit_grade", "5", when: "won")
    try scene.classify("known", "credit_grade", "2", when: "contacts > 0")
    let customer = try scene.add("customer", ["name": "X"])
    #expect(try scene.customer(customer, "credit_grade") == nil)
    let contact = try scene.add("contact", ["name": "Li", "customer": "\(customer)"])
    #expect(try scene.customer(customer, "credit_grade") == "2")
    let sale = try scene.add(
      "opportunity", ["name": "S", "customer": "\(customer)", "amount": "100"])
    try scene.win(sale)
    #expect(try scene.customer(customer, "credit_grade") == "5")
    try scene.delete("opportunity", sale)
    #expect(try scene.customer(customer, "credit_grade") == "2")
    try scene.restore("opportunity", sale)
    #expect(try scene.customer(customer, "credit_grade") == "5")
    try scene.undo()
    #expect(try scene.customer(customer, "credit_grade") == "2")
    try scene.delete("contact", contact)
    #expect(try scene.customer(customer, "credit_grade") == nil)
  }

  /// A score is made from activities and from rules, and what either reads changes it.
  @Test func theScoreDecidesToo() throws {
    try scene.add("behavior", ["name": "预算充足", "points": "20"])
    try scene.add(
      "rule",
      [
        "name": "profile", "kind": "score", "noun": "customer", "when": "industry = software",
        "points": "15",
      ])
    try scene.classify("warm", "level", "B", when: "score >= 15")
    try scene.classify("cold", "level", "C", when: nil)
    let customer = try scene.add("customer", ["name": "X"])
    #expect(try scene.customer(customer, "level") == "C")
    try scene.edit("customer", customer, ["industry": "software"])
    #expect(try scene.customer(customer, "level") == "B")
    try scene.edit("customer", customer, ["industry": "retail"])
    #expect(try scene.customer(customer, "level") == "C")
    try scene.add(
      "activity",
      ["customer": "\(customer)", "method": "phone", "note": "called", "behavior": "预算充足"])
    #expect(try scene.customer(customer, "level") == "B")
  }

  @Test func changesOfOtherRecordsOnTheWayCount() throws {
    let team = try scene.add("team", ["name": "East"])
    let li = try scene.add("user", ["name": "Li", "login": "li"])
    try scene.classify("east", "level", "A", when: "owner.team = East")
    let customer = try scene.add("customer", ["name": "X", "owner": "li"])
    #expect(try scene.customer(customer, "level") == nil)
    try scene.edit("user", li, ["team": "\(team)"])
    #expect(try scene.customer(customer, "level") == "A")
    #expect(try scene.cause(customer, "level") == "rule:east")
  }

  @Test func onlyWhatAConditionNamesIsLookedAt() throws {
    let customer = try scene.add("customer", ["name": "X", "industry": "software"])
    try scene.classify("software", "level", "A", when: "industry = software")
    try scene.edit("customer", customer, ["remark": "r"])
    #expect(try scene.customer(customer, "level") == nil)
    try scene.edit("customer", customer, ["industry": "retail"])
    try scene.edit("customer", customer, ["industry": "software"])
    #expect(try scene.customer(customer, "level") == "A")
  }

  @Test func byHandOnlyWithAPin() throws {
    try scene.classify("software", "level", "A", when: "industry = software")
    let customer = try scene.add("customer", ["name": "X", "industry": "software"])
    try scene.add("customer", ["name": "Y", "level": "B"], expecting: .no)
    try scene.edit("customer", customer, ["level": "B"], expecting: .no)
    try scene.edit("customer", customer, ["level": "A"])
    let session = store.session()
    let customers = try session.noun(.customer)
    let level = try #require(customers.field("level"))
    _ = try session.write { db in
      try RecordEditor(.customer, session: session, db: db)
        .edit([customer], set: [(level, "B")], pinning: true)
    }
    #expect(try scene.customer(customer, "level") == "B")
    try scene.edit("customer", customer, ["industry": ""])
    try scene.edit("customer", customer, ["industry": "software", "level": "C"])
    #expect(try scene.customer(customer, "level") == "C")
    #expect(try ClassificationRun(store.session()).run().value.records == 0)
    // Handed back, the rules decide in the same operation.
    _ = try store.session().write { db in
      try ClassificationPins(session: store.session(), db: db).unpin([customer], from: 1)
    }
    #expect(try scene.customer(customer, "level") == "A")
    try scene.undo()
    #expect(try scene.customer(customer, "level") == "C")
    try scene.edit("customer", customer, ["level": "B"])
    try store.expectSound()
  }

  @Test func inModeManualPeopleDecide() throws {
    try scene.classify("software", "level", "A", when: "industry = software")
    try scene.edit("classification", 1, ["mode": "manual"])
    let customer = try scene.add(
      "customer", ["name": "X", "industry": "software", "level": "B"])
    #expect(try scene.customer(customer, "level") == "B")
    try scene.edit("customer", customer, ["level": "C"])
  }

  @Test func aRunMatchesEverythingOnce() throws {
    for number in 1...3 {
      try scene.add(
        "customer", ["name": "X\(number)", "industry": number == 2 ? "retail" : "software"])
    }
    try scene.classify("software", "level", "A", when: "industry = software")
    // The level sets off the grade.
    try scene.add("classification", ["name": "customer.credit_grade"])
    try scene.classify("grade", "credit_grade", "4", when: "level = A")
    let dry = try changes(ClassificationRun(store.session(dryRun: true)).run().value)
    #expect(try scene.customer(1, "level") == nil)
    let run = try changes(ClassificationRun(store.session()).run().value)
    #expect(run == dry)
    #expect(
      run == [
        "customer/1 X1 level - A rule:software", "customer/1 X1 credit_grade - 4 rule:grade",
        "customer/3 X3 level - A rule:software", "customer/3 X3 credit_grade - 4 rule:grade",
      ])
    #expect(try ClassificationRun(store.session()).run().value.records == 0)
    #expect(throws: UserError.self) { try ClassificationRun(store.session()).run(noun: "contact") }
  }

  /// Whatever changes a score changes what depends on it, also for customers that nobody touched.
  @Test func newWaysToScoreDecideAnew() throws {
    try scene.add("customer", ["name": "X", "industry": "software"])
    try scene.add("customer", ["name": "Y", "parent": "1"])
    try scene.classify("priority", "level", "A", when: "priority = A or parent.priority = A")
    try scene.classify("score", "level", "B", when: "score > 0")
    let rule = try scene.add(
      "rule",
      [
        "name": "maker", "kind": "score", "noun": "customer", "when": "industry = software",
        "points": "40",
      ])
    #expect(try levels() == ["B", nil])
    #expect(try scene.cause(1, "level") == "rule:score")
    _ = try store.session().write { try ScoreBands(a: 40, b: 30).write(to: $0) }
    #expect(try levels() == ["A", "A"])
    // It belongs to the operation that set it off.
    try scene.undo()
    #expect(try levels() == ["B", nil])
    try scene.edit("rule", rule, ["points": "60"])
    #expect(try levels() == ["A", "A"])
    try scene.edit("rule", rule, ["active": "no"])
    #expect(try levels() == ["A", "A"], "on_none keeps what was")
    try scene.edit("classification", 1, ["on_none": "clear"])
    try scene.edit("rule", rule, ["active": "yes"])
    try scene.delete("rule", rule)
    #expect(try levels() == [nil, nil])
    try scene.restore("rule", rule)
    #expect(try levels() == ["A", "A"])
    #expect(try ClassificationRun(store.session()).run().value.records == 0)
    try store.expectSound()
  }

  /// New prices of behaviors are for the future, until the past is rebuilt.
  @Test func rebuiltScoresDecideAnew() throws {
    let customer = try scene.add("customer", ["name": "X"])
    try scene.add("behavior", ["name": "budget", "points": "20"])
    try scene.add(
      "activity",
      ["customer": "\(customer)", "method": "phone", "note": "n", "behavior": "budget"])
    try scene.classify("score", "level", "A", when: "score > 30")
    try scene.edit("behavior", 1, ["points": "50"])
    #expect(try levels() == [nil])
    #expect(try ScoreRebuild(store.session()).run().value.events == 1)
    #expect(try levels() == ["A"])
    #expect(try ScoreRebuild(store.session()).run().value.events == 0)
  }

  private func levels() throws -> [String?] {
    try store.session().read { try $0.values("SELECT level FROM customer ORDER BY id") }
  }

  @Test func rulesThatSetEachOtherOffAreAnError() throws {
    try scene.add("classification", ["name": "customer.credit_grade"])
    try scene.classify("up", "credit_grade", "2", when: "level = A")
    try scene.classify("down", "credit_grade", "1", when: nil)
    try scene.classify("to A", "level", "A", when: "credit_grade = 1")
    try scene.classify("to B", "level", "B", when: nil)
    let error = #expect(throws: UserError.self) { try scene.add("customer", ["name": "X"]) }
    #expect(error?.code == "E_RULE_LOOP")
    #expect(error?.message.contains("rule:up") == true)
    #expect(try scene.customer(1, "level") == nil)
  }

  /// Five rules in a row come to rest; a sixth would be one too many.
  @Test(arguments: [5, 6]) func rulesSetOffRulesFiveTimesOver(_ depth: Int) throws {
    for number in 1...depth {
      try scene.add("field", ["noun": "customer", "key": "f\(number)", "type": "integer"])
      try scene.add("classification", ["name": "customer.f\(number)"])
    }
    for number in 1...depth {
      // Decided in the order of their making, each sets off the one before it.
      let next = number == depth ? "industry = software" : "f\(number + 1) = 1"
      try scene.classify("r\(number)", "f\(number)", "1", when: next)
    }
    try scene.add(
      "customer", ["name": "X", "industry": "software"], expecting: depth > 5 ? .no : nil)
  }

  @Test func whatRulesGiveOrNameStays() throws {
    let option = try #require(
      try store.session().read {
        try $0.value("SELECT id FROM dictionary_entry WHERE name = 'customer.level.C'") as Int64?
      })
    let software = try #require(
      try store.session().read {
        try $0.value("SELECT id FROM dictionary_entry WHERE name = 'customer.industry.software'")
          as Int64?
      })
    let rule = try scene.classify("c", "level", "C", when: "industry = software")
    try scene.delete("dict", option, expecting: .no)
    try scene.edit("dict", option, ["active": "no"], expecting: .no)
    try scene.delete("dict", software, expecting: .no)
    try scene.edit("rule", rule, ["active": "no"])
    try scene.delete("dict", option)
    // The rule cannot come back to act before it makes sense.
    try scene.edit("rule", rule, ["active": "yes"], expecting: .notFound)
    try scene.edit("rule", rule, ["active": "yes", "value": "B"])
    try scene.delete("dict", software, expecting: .no)
  }

  @Test(arguments: [
    "level", "customer.name", "customer.levle", "rule.name", "customer.owner", "customer.type",
    "stage.probability",
  ])
  func nonsenseIsRefused(_ name: String) throws {
    try scene.add("classification", ["name": name], expecting: .usage)
  }

  @Test func importsStartWithTheirValuesAndEndWithTheRules() throws {
    let fixture = try ImportFixture()
    let scene = RuleScene(fixture.store)
    try scene.add("classification", ["name": "customer.level"])
    try scene.classify("software", "level", "A", when: "industry = software")
    try fixture.report("name,industry,level\nX,software,C\nY,retail,C\n")
    #expect(try fixture.rows("SELECT name, level FROM customer ORDER BY id") == ["X|A", "Y|C"])
    // Of records that there are, only people with a pin change the value.
    #expect(
      try fixture.faults("name,level\nY,B\nX,A\n") { $0.onDuplicate = .update }
        == ["E_CLASSIFIED -:-"])
    try fixture.report("name,industry\nY,software\n") { $0.onDuplicate = .update }
    #expect(try fixture.rows("SELECT name, level FROM customer ORDER BY id") == ["X|A", "Y|A"])
  }
}
