import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

/// Rules that act when something happens.
@Suite struct AutomationTests {
  let scene: AutomationScene

  init() throws {
    scene = try AutomationScene()
  }

  // MARK: Events

  @Test func creationTellsTheOwner() throws {
    try scene.rule("greet", on: "created", do: "notify @owner 'new'")
    let customer = try scene.customer("Acme")
    try scene.records.edit("customer", customer, ["remark": "r"])
    #expect(try scene.inbox("wang") == ["customer/\(customer) new"])
    #expect(try scene.inbox("li") == [])
    try scene.store.expectSound()
  }

  @Test func changesKnowWhatWasBefore() throws {
    try scene.rule(
      "promoted", on: "updated", when: "level = A and old.level != A", do: "notify @owner")
    let customer = try scene.customer("Acme", ["level": "A"])
    #expect(try scene.inbox("wang") == [])
    try scene.records.edit("customer", customer, ["level": "B"])
    try scene.records.edit("customer", customer, ["remark": "r"])
    #expect(try scene.inbox("wang") == [])
    try scene.records.edit("customer", customer, ["level": "A", "remark": "s"])
    try scene.records.edit("customer", customer, ["remark": "t"])
    #expect(try scene.inbox("wang") == ["customer/\(customer) promoted"])
  }

  /// `old.owner.team` is the team that the former owner has now.
  @Test func theWayFromWhatWasBefore() throws {
    try scene.rule(
      "handed on", on: "updated", when: "old.owner.team = East and owner.team is missing",
      do: "notify @owner, @created_by")
    let customer = try scene.customer("Acme")
    _ = try Assignment(scene.store.session())
      .assign(RecordSelection(["\(customer)"]), to: "li")
    #expect(try scene.inbox("li") == ["customer/\(customer) handed on"])
    #expect(try scene.inbox("admin") == ["customer/\(customer) handed on"])
  }

  @Test func deletionTells() throws {
    try scene.rule("gone", on: "deleted", when: "level = A", do: "notify @owner")
    let plain = try scene.customer("Plain")
    let good = try scene.customer("Good", ["level": "A"])
    try scene.records.delete("customer", plain)
    try scene.records.delete("customer", good)
    try scene.records.restore("customer", good)
    #expect(try scene.inbox("wang") == ["customer/\(good) gone"])
    try scene.rule("wrong", on: "deleted", do: "set level = A", expecting: .usage)
  }

  @Test func claimingAndRecyclingTell() throws {
    try scene.rule("claimed", on: "claimed", do: "notify user:li")
    try scene.rule("recycled", on: "recycled", do: "notify user:li")
    let customer = try scene.customer("Acme")
    let session = scene.store.session()
    _ = try Release(session).release(
      RecordSelection(["\(customer)"]), to: nil, reason: "other")
    #expect(try scene.inbox("li") == [])
    _ = try Claim(scene.store.session(as: "wang")).claim(["\(customer)"], isPartial: false)
    #expect(try scene.inbox("li") == ["customer/\(customer) claimed"])
  }

  @Test func statusesAreEntered() throws {
    try scene.rule("quoted", on: "status", when: "status = proposal", do: "notify @owner")
    let customer = try scene.customer("Acme")
    for _ in 0..<2 {
      _ = try StatusMove(scene.store.session())
        .move(RecordSelection(["\(customer)"]), to: "proposal")
    }
    #expect(try scene.inbox("wang") == ["customer/\(customer) quoted"])
  }

  // MARK: Actions

  @Test func actionsChangeTheRecord() throws {
    try scene.records.add("tag", ["name": "vip"])
    try scene.records.add("tag", ["name": "cold"])
    try scene.rule(
      "welcome", on: "created", when: "level = A",
      do: "set next_follow_up = 3d; tag vip, cold; untag cold; clear remark; set status = proposal")
    let customer = try scene.customer("Acme", ["level": "A", "remark": "r"])
    #expect(try scene.records.customer(customer, "next_follow_up") == "2026-03-04")
    #expect(try scene.records.customer(customer, "remark") == nil)
    #expect(try scene.records.customer(customer, "status") == "proposal")
    #expect(try scene.records.cause(customer, "next_follow_up") == "rule:welcome")
    #expect(
      try scene.texts(
        "SELECT t.name FROM customer_tag l JOIN tag t ON t.id = l.tag WHERE l.customer = \(customer)"
      )
        == ["vip"])
    #expect(!scene.store.notes.contains { $0.contains("3d") })
    try scene.records.undo()
    #expect(try scene.number("SELECT count(*) FROM customer") == 0)
    try scene.store.expectSound()
  }

  @Test func customersChangeHands() throws {
    try scene.records.add("pool", ["name": "key accounts", "entry": "level = A"])
    try scene.rule(
      "to li", on: "created", when: "industry = manufacturing", do: "assign user:li")
    try scene.rule(
      "to the pool", on: "updated", when: "level = A and old.level != A",
      do: "move to pool 'key accounts'")
    let customer = try scene.customer("Acme", ["industry": "manufacturing"])
    #expect(try scene.records.customer(customer, "owner") == "\(scene.li)")
    try scene.records.edit("customer", customer, ["level": "A"])
    #expect(try scene.records.customer(customer, "owner") == nil)
    #expect(
      try scene.texts("SELECT kind || ' ' || ifnull(reason, '') FROM ownership_event ORDER BY id")
        == ["transfer ", "release to the pool"])
    try scene.store.expectSound()
  }

  /// What comes into a pool goes to the members of an assignment rule; what has an owner keeps it.
  @Test func newCustomersGoToMembersInTurn() throws {
    try scene.records.add(
      "assign_rule", ["name": "Sales", "members": "wang, li", "condition": "not name ~ 'x'"])
    try scene.rule("welcome", on: "created", do: "assign by Sales")
    let pooled = try ["甲", "乙", "丙", "x"].map {
      try scene.records.add("customer", ["name": $0, "pool": "public"])
    }
    let owned = try scene.customer("丁", ["owner": "li"])
    #expect(
      try (pooled + [owned]).map { try scene.records.customer($0, "owner") }
        == ["\(scene.wang)", "\(scene.li)", "\(scene.wang)", nil, "\(scene.li)"])
    #expect(try scene.records.cause(pooled[0], "owner") == "rule:welcome")
    // What is undone gives its turn back.
    try scene.records.undo(try operation(thatMade: pooled[2]))
    let next = try scene.records.add("customer", ["name": "戊", "pool": "public"])
    #expect(try scene.records.customer(next, "owner") == "\(scene.wang)")
    try scene.records.edit("assign_rule", 1, ["active": "no"])
    let left = try scene.records.add("customer", ["name": "己", "pool": "public"])
    #expect(try scene.records.customer(left, "owner") == nil)
    try scene.store.expectSound()
  }

  private func operation(thatMade customer: Int64) throws -> Int64? {
    try scene.store.session().read { db in
      try db.value(
        """
        SELECT operation FROM creation
        WHERE "table" = 'customer' AND \(customer) BETWEEN first AND last
        """)
    }
  }

  @Test func rolesAndTeamsAreTold() throws {
    try scene.records.add(
      "user", ["name": "Zhao", "login": "zhao", "role": "sales", "team": "East"])
    try scene.rule("all", on: "created", do: "notify role:sales, team:East, @owner, user:wang")
    try scene.records.edit("user", scene.li, ["active": "no"])
    let customer = try scene.customer("Acme")
    #expect(try scene.inbox("wang") == ["customer/\(customer) all"])
    #expect(try scene.inbox("zhao") == ["customer/\(customer) all"])
    #expect(try scene.inbox("li") == [])
  }

  /// What stands in the way of an action stands in the way of the whole command.
  @Test func aRuleThatCannotActRefuses() throws {
    try scene.records.add("pool", ["name": "key accounts", "entry": "level = A"])
    try scene.rule(
      "away", on: "updated", when: "remark = away", do: "move to pool 'key accounts'")
    let customer = try scene.customer("Acme", ["level": "B"])
    let error = #expect(throws: UserError.self) {
      try scene.records.edit("customer", customer, ["remark": "away"])
    }
    #expect(error?.exit == .no)
    #expect(error?.message.hasPrefix("the rule 'away' cannot act: the pool") == true)
    #expect(try scene.records.customer(customer, "remark") == nil)
  }

  @Test func classificationSeesWhatAutomationDid() throws {
    try scene.records.add("classification", ["name": "customer.credit_grade", "mode": "rules"])
    try scene.records.classify("good", "credit_grade", "5", when: "level = A")
    try scene.rule("raise", on: "created", do: "set level = A")
    try scene.rule("told", on: "updated", when: "credit_grade = 5", do: "notify @owner")
    let customer = try scene.customer("Acme")
    #expect(try scene.records.customer(customer, "credit_grade") == "5")
    #expect(try scene.inbox("wang") == [], "the customer is new, and was not updated")
    try scene.rule("wrong", on: "created", do: "set credit_grade = 1", expecting: .no)
  }

  /// The operation touches a contact only; the customer changes by a rule that looks at contacts.
  @Test func whatClassificationChangesIsAnUpdate() throws {
    try scene.records.add("classification", ["name": "customer.level", "mode": "rules"])
    try scene.records.classify("big", "level", "A", when: "contacts >= 1")
    try scene.rule("told", on: "updated", when: "level = A and old.level != A", do: "notify @owner")
    let customer = try scene.customer("Acme")
    try scene.records.add("contact", ["name": "Li", "customer": "\(customer)"])
    #expect(try scene.inbox("wang") == ["customer/\(customer) told"])
  }

  /// Tags are fields that stand in a table of their own.
  @Test func tagsAreAnUpdate() throws {
    try scene.records.add("tag", ["name": "vip"])
    try scene.rule("told", on: "updated", when: "tag = vip", do: "notify @owner")
    let customer = try scene.customer("Acme")
    _ = try Tagging(.customer, session: scene.store.session())
      .change(RecordSelection(["\(customer)"]), adding: ["vip"], removing: [])
    #expect(try scene.inbox("wang") == ["customer/\(customer) told"])
  }

  @Test func filesSetOffTheirOwnEvent() throws {
    try scene.rule("by hand", on: "created", do: "notify user:li")
    try scene.rule(
      "by file", on: "imported", when: "level = A", do: "set remark = imported; notify user:li")
    let session = scene.store.session()
    let input = ImportInput(
      name: "leads.csv", source: MemorySource("name,level\nX,A\nY,B\n"), dialect: CSVDialect(),
      size: nil)
    _ = try FileImport(ImportOptions(into: .customer), session: session).run(input)
    #expect(
      try scene.texts("SELECT name || ' ' || ifnull(remark, '') FROM customer ORDER BY id")
        == ["X imported", "Y "])
    #expect(try scene.inbox("li") == ["customer/1 by file"])
  }

  // MARK: Once

  @Test func aStageTellsOnceAlsoWhenTheCommandRunsTwice() throws {
    let pipeline = PipelineDraft(
      name: "P", stages: [("First", 10), ("Quote", 50)], won: "Won", lost: "Lost",
      invalid: "Invalid")
    _ = try pipeline.add(session: scene.store.session())
    try scene.rule(
      "quoted", on: "stage", of: "opportunity", when: "stage = Quote",
      do: "notify @owner, role:manager 'prepare the quote'", once: "value")
    let customer = try scene.customer("Acme")
    let sale = try scene.records.add(
      "opportunity",
      ["name": "S", "customer": "\(customer)", "owner": "wang", "pipeline": "P"])
    let told = ["opportunity/\(sale) prepare the quote"]
    try quote(sale)
    #expect(try scene.inbox("wang") == told)
    #expect(try scene.inbox("li") == told)
    try? quote(sale)
    try scene.records.edit("opportunity", sale, ["name": "T"])
    #expect(try scene.inbox("wang") == told)
    // Taken back it was not, so that it may happen again.
    try scene.records.undo()
    try scene.records.undo()
    #expect(try scene.inbox("wang") == [])
    try quote(sale)
    #expect(try scene.inbox("wang") == told)
    try scene.store.expectSound()
  }

  private func quote(_ sale: Int64) throws {
    _ = try StageWalk(.forward, to: "Quote", session: scene.store.session())
      .run(RecordSelection(["\(sale)"]))
  }

  @Test func onceIsOnce() throws {
    try scene.rule("record", on: "updated", when: "level = A", do: "notify @owner", once: "record")
    try scene.rule(
      "value", on: "updated", when: "level in (A, B)", do: "notify user:li", once: "value")
    try scene.rule("always", on: "updated", do: "notify user:admin", once: "always")
    let customer = try scene.customer("Acme")
    for level in ["A", "B", "A", "C", "A"] {
      try scene.records.edit("customer", customer, ["level": level])
    }
    #expect(try scene.inbox("wang") == ["customer/\(customer) record"])
    #expect(try scene.inbox("li") == Array(repeating: "customer/\(customer) value", count: 2))
    #expect(try scene.inbox("admin").count == 5)
  }

  @Test func aScheduleRemindsOnceForEachSilence() throws {
    try scene.rule(
      "silent", on: "schedule", when: "days_since(last_activity) > 30", do: "notify @owner")
    let customer = try scene.customer("Acme")
    try scene.customer("Fresh")
    try scene.follow(customer)
    #expect(try scene.runSchedule() == [0])
    scene.wait(days: 32)
    #expect(try scene.runSchedule() == [2])
    #expect(try scene.runSchedule() == [0])
    scene.wait(days: 1)
    #expect(try scene.runSchedule(["silent"]) == [0])
    try scene.follow(customer)
    scene.wait(days: 40)
    #expect(try scene.runSchedule() == [1])
    #expect(try scene.inbox("wang").count == 3)
  }

  @Test func aScheduleThatIsAlwaysIsOnceADay() throws {
    try scene.rule(
      "daily", on: "schedule", when: "level = A", do: "notify @owner", once: "always")
    try scene.rule("other", on: "created", do: "notify user:li")
    try scene.customer("Acme", ["level": "A"])
    #expect(try scene.runSchedule() == [1])
    #expect(try scene.runSchedule() == [0])
    scene.wait(days: 1)
    #expect(try scene.runSchedule() == [1])
    let error = #expect(throws: UserError.self) { try scene.runSchedule(["other"]) }
    #expect(error?.exit == .usage)
  }

  /// Thousands at once are one line in the inbox.
  @Test func manyAreToldTogether() throws {
    try scene.rule("new", on: "created", do: "notify @owner")
    let session = scene.store.session()
    _ = try session.write { db in
      for number in 1...11 {
        _ = try RecordAddition(.customer, session: session, db: db).add([
          (try #require(Noun.customer.field("name")), "C\(number)"),
          (try #require(Noun.customer.field("owner")), "wang"),
        ])
      }
    }
    #expect(try scene.inbox("wang") == ["11 customer new"])
  }

  // MARK: Loops

  @Test func rulesThatDoNotComeToRestAreAnError() throws {
    try scene.rule("up", on: "updated", when: "level = B", do: "set level = A")
    try scene.rule("down", on: "updated", when: "level = A", do: "set level = B")
    let customer = try scene.customer("Acme", ["level": "C"])
    let error = #expect(throws: UserError.self) {
      try scene.records.edit("customer", customer, ["level": "A"])
    }
    #expect(error?.code == "E_RULE_LOOP")
    #expect(error?.message.hasSuffix("rule:down, rule:up") == true)
    #expect(try scene.records.customer(customer, "level") == "C")
  }

  @Test func tagsThatComeAndGoAreALoopToo() throws {
    try scene.records.add("tag", ["name": "hot"])
    try scene.rule("on", on: "updated", when: "tag is missing", do: "tag hot")
    try scene.rule("off", on: "updated", when: "tag = hot", do: "untag hot")
    let customer = try scene.customer("Acme")
    let error = #expect(throws: UserError.self) {
      try scene.records.edit("customer", customer, ["remark": "r"])
    }
    #expect(error?.code == "E_RULE_LOOP")
    #expect(error?.message.contains("rule:on") == true)
  }

  /// A chain of rules comes to rest, and tells once.
  @Test func aChainIsNoLoop() throws {
    try scene.rule("1", on: "created", do: "set level = C; notify @owner")
    try scene.rule("2", on: "created, updated", when: "level = C", do: "set source = referral")
    try scene.rule(
      "3", on: "created, updated", when: "source = referral", do: "set remark = done; notify @owner"
    )
    let customer = try scene.customer("Acme")
    #expect(try scene.records.customer(customer, "remark") == "done")
    #expect(
      try scene.inbox("wang") == ["customer/\(customer) 1", "customer/\(customer) 3"])
  }

  // MARK: The rules themselves

  /// What is kept means another day tomorrow, so nobody is told what it means today.
  @Test func relativeDatesOfRulesAreNotExplained() throws {
    try scene.rule(
      "r", on: "updated", when: "next_follow_up <= today", do: "set next_follow_up = 3d")
    #expect(scene.store.notes == [])
  }

  @Test(arguments: [
    ["on": "create", "do": "notify @owner"],
    ["on": "stage", "do": "notify @owner"],
    ["on": "created", "do": "notify @level"],
    ["on": "created", "do": "notify @last_activity"],
    ["on": "created", "do": "set stage = x"],
    ["on": "created", "do": "set owner = wang"],
    ["on": "created", "do": "set name = ''"],
    ["on": "created", "do": "clear name"],
    ["on": "created", "do": "assign role:sales"],
    ["on": "created", "do": "run hook ../evil"],
    ["on": "created", "do": "run hook .hidden"],
    ["on": "created", "do": "notify @owner", "when": "old.level = A"],
    ["on": "schedule", "do": "notify @owner", "when": "old.level = A"],
    ["on": "updated", "do": "notify @owner", "when": "old.contacts = 1"],
    ["on": "updated", "do": "notify @owner", "when": "old.tag = x"],
    ["on": "updated"], ["do": "notify @owner"], [:],
  ])
  func whatMakesNoSenseIsRefused(_ values: [String: String]) throws {
    var values = values
    values["name"] = "r"
    values["kind"] = "automation"
    values["noun"] = "customer"
    try scene.records.add("rule", values, expecting: .usage)
  }

  @Test(arguments: [
    "set level = Z", "tag vip", "notify role:nobody", "notify user:nobody", "move to pool nowhere",
    "assign by nothing",
  ])
  func whatThereIsNotIsNotFound(action: String) throws {
    try scene.rule("r", on: "created", do: action, expecting: .notFound)
  }

  @Test func namesAreNeededAsLongAsRulesNameThem() throws {
    try scene.records.add("tag", ["name": "vip"])
    try scene.rule("r", on: "created", do: "tag vip; notify user:li")
    let tag = try scene.number("SELECT id FROM tag")
    try scene.records.delete("tag", Int64(tag), expecting: .no)
    try scene.records.edit("user", scene.li, ["active": "no"], expecting: .no)
    let rule = try scene.number("SELECT id FROM rule")
    try scene.records.edit("rule", Int64(rule), ["active": "no"])
    try scene.records.edit("user", scene.li, ["active": "no"])
  }

  @Test func inactiveRulesRest() throws {
    let rule = try scene.rule("r", on: "created", do: "notify @owner")
    try scene.records.edit("rule", rule, ["active": "no"])
    try scene.customer("Acme")
    #expect(try scene.inbox("wang") == [])
  }
}
