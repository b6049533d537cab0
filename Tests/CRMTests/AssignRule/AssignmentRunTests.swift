import Catalogue
import Store
import Testing
import Values

@testable import CRM

@Suite struct AssignmentRunTests {
  private let scene: PoolScene

  init() throws {
    scene = try PoolScene()
    for login in ["a", "b", "c"] { try scene.add(.user, ["name": "Mr \(login)", "login": login]) }
  }

  @discardableResult
  private func rule(_ values: [String: String], as user: String? = nil) throws -> Int64 {
    try scene.add(
      .assignRule, ["name": "Sales", "members": "a, b, c"].merging(values) { $1 }, as: user)
  }

  private func run(
    pool: String? = "public", where condition: String? = nil, rules: [String] = [],
    as user: String? = nil, dryRun: Bool = false
  ) throws -> AssignmentRun.Result {
    try AssignmentRun(scene.store.session(as: user, dryRun: dryRun)).run(
      RecordFilter(conditions: [condition].compactMap { $0 }), pool: pool, rules: rules
    ).value
  }

  private func customers(_ count: Int, pool: String = "public") throws -> [Int64] {
    try (0..<count).map { try scene.customer("\(pool) 客户\($0)", pool: pool) }
  }

  private func owners(_ customers: [Int64]) throws -> String {
    try customers.map { try scene.owner(of: $0) ?? "-" }.joined()
  }

  private func edit(_ noun: Noun, _ id: Int64, _ values: [String: String]) throws {
    try RuleScene(scene.store).edit(noun.name, id, values)
  }

  // MARK: Turns

  @Test func turnsPassDisabledUsersOver() throws {
    try rule([:])
    try edit(.user, 3, ["active": "no"])
    let customers = try customers(3)
    _ = try run()
    #expect(try owners(customers) == "aca")
    #expect(scene.store.notes.contains("rule 'Sales': b is not active"))
  }

  @Test func tenAreSplitFourThreeThreeAndTurnsGoOn() throws {
    try rule([:])
    let ten = try customers(10)
    _ = try run()
    #expect(try owners(ten) == "abcabcabca")
    let next = try scene.customer("下一个")
    _ = try run()
    #expect(try owners([next]) == "b")
    try scene.store.expectSound()
  }

  @Test(arguments: ["round_robin", "weighted", "least_open", "fixed"])
  func replayingARunGivesTheSame(strategy: String) throws {
    try rule(["strategy": strategy, "members": "a:3, b:2, c"])
    let first = try customers(4)
    _ = try run()
    let more = try (0..<5).map { try scene.customer("后来\($0)") }
    _ = try run()
    let before = try owners(first + more)
    _ = try OperationUndo(scene.store.session()).undo(nil, isPartial: false)
    #expect(try owners(more) == "-----")
    _ = try run()
    #expect(try owners(first + more) == before)
  }

  @Test func anOlderRunIsUndoneWithoutTheNewerOne() throws {
    try rule([:])
    let first = try customers(1)
    _ = try run()
    let operation = try scene.value("SELECT max(id) FROM operation", as: Int64.self)
    let second = try scene.customer("第二个")
    _ = try run()
    _ = try OperationUndo(scene.store.session()).undo(operation, isPartial: false)
    #expect(try owners(first + [second]) == "-b")
    _ = try run()
    #expect(try owners(first + [second]) == "cb")
  }

  @Test func aDryRunGivesNothingAway() throws {
    try rule([:])
    let customers = try customers(2)
    #expect(try run(dryRun: true).rows.compactMap(\.owner).count == 2)
    #expect(try owners(customers) == "--")
    _ = try run()
    #expect(try owners(customers) == "ab")
  }

  @Test func thoseThatHaveLainLongestComeFirst() throws {
    try rule([:])
    let late = try scene.customer("甲", owner: "a")
    let early = try scene.customer("乙")
    scene.now = "2026-03-02T01:00:00Z"
    try scene.release(late, as: "a")
    _ = try run()
    #expect(try owners([early, late]) == "ab")
  }

  // MARK: Limits

  @Test func limitsCountByDayAndByWhatOneOwns() throws {
    try rule(["members": "a, b", "per_day": "2", "owned_cap": "3"])
    let first = try customers(5)
    _ = try run()
    #expect(try owners(first) == "abab-")
    scene.now = "2026-03-02T01:00:00Z"
    let second = try (0..<2).map { try scene.customer("次日\($0)") }
    _ = try run()
    #expect(try owners([first[4]] + second) == "ab-")
    #expect(scene.store.notes.contains("rule 'Sales': a has reached a limit"))
  }

  @Test func theFewestOpenLeavesWonAndLostOnesOut() throws {
    try rule(["strategy": "least_open", "members": "a, b"])
    _ = try scene.customer("甲", owner: "a")
    let lost = try scene.customer("乙", owner: "b")
    let other = try scene.customer("丙", owner: "b")
    _ = try scene.store.session().write { db in
      try db.update(
        "customer", where: "id IN \(ids: [lost, other])",
        set: [
          (
            "status",
            "(SELECT key FROM dictionary_entry WHERE dictionary = 'customer.status' AND kind = 'lost')"
          )
        ])
    }
    let customers = try customers(2)
    _ = try run()
    #expect(try owners(customers) == "ba")
  }

  /// Whoever has reached the cap of a pool gets nothing from it, and that stops nobody else.
  @Test func capsOfPoolsHold() throws {
    try rule(["members": "a, b"])
    let claimed = try scene.customer("领取")
    _ = try scene.claim(claimed, as: "a")
    try scene.setPool("public", "claimed_cap", 1)
    let customers = try customers(2)
    _ = try run()
    #expect(try owners(customers) == "bb")
  }

  // MARK: Which rule

  @Test func theFirstRuleWhoseConditionIsMetDecides() throws {
    try rule(["name": "North", "members": "b", "condition": "name ~ '北'"])
    try rule(["name": "All", "members": "c"])
    try rule(["name": "Never", "members": "a"])
    let customers = [try scene.customer("北方"), try scene.customer("南方")]
    let result = try run()
    #expect(try owners(customers) == "bc")
    #expect(result.rows.map { result.rules[Int($0.rule)].name } == ["North", "All"])
    #expect(
      try scene.value("SELECT reason FROM ownership_event WHERE customer = \(customers[0])")
        == "North")
    #expect(
      try scene.value(
        "SELECT cause FROM field_change WHERE \"table\" = 'customer' AND field = 'owner' LIMIT 1")
        == "assign_rule:North")
  }

  @Test func onlyWhatIsAskedForIsAssigned() throws {
    try scene.add(.pool, ["name": "East"])
    try rule(["name": "First", "members": "a"])
    try rule(["name": "Off", "members": "b", "active": "no"])
    let east = try scene.customer("东", pool: "East")
    let publicOne = try scene.customer("公")
    let owned = try scene.customer("有主", owner: "c")
    _ = try run(pool: "East")
    #expect(try owners([east, publicOne, owned]) == "a-c")
    _ = try run(pool: nil, where: "name = '公'", rules: ["First"])
    #expect(try owners([publicOne]) == "a")
    #expect(try scene.failure { _ = try run(rules: ["Off"]) }.exit == .no)
    #expect(try scene.failure { _ = try run(rules: ["Frist"]) }.exit == .notFound)
    #expect(try scene.failure { _ = try run(pool: nil) }.exit == .usage)
    #expect(try scene.failure { _ = try run(as: "a") }.exit == .denied)
  }

  // MARK: Fallbacks

  @Test func withoutAFreeMemberTheRuleSaysWhatBecomesOfIt() throws {
    try scene.add(.pool, ["name": "Rest", "entry": "name ~ '可'"])
    let rule = try rule(["members": "a:0", "fallback_pool": "Rest"])
    let admitted = try scene.customer("可以")
    let refused = try scene.customer("不行")
    let result = try run()
    #expect(try owners([admitted, refused]) == "--")
    #expect(result.rows.map(\.pool) == [3, nil])
    #expect(
      try scene.value("SELECT pool FROM customer WHERE id = \(admitted)", as: Int64.self) == 3)
    try edit(.assignRule, rule, ["fallback_pool": "", "fallback_user": "c"])
    _ = try run()
    #expect(try owners([admitted, refused]) == "-c")
    try scene.store.expectSound()
  }

  /// Leads have rules of their own; the cap of owned customers is no matter of theirs.
  @Test func leadsGoByTheirRules() throws {
    try rule(["noun": "lead", "condition": "source = exhibition"])
    try scene.add(.poolLimit, ["name": "none", "owned_cap": "0"])
    let customer = try scene.customer("客户")
    let leads = try ["exhibition", "exhibition", "website"].map {
      try scene.add(.lead, ["name": "张\($0)", "source": $0, "pool": "leads"])
    }
    let rows = try AssignmentRun(scene.store.session(), .leads).run(
      RecordFilter(), pool: "leads"
    ).value.rows
    #expect(rows.map(\.customer) == [leads[0], leads[1]])
    let owners: [String] = try scene.store.session().read { db in
      try db.values(
        "SELECT ifnull(u.login, '-') FROM lead l LEFT JOIN \"user\" u ON u.id = l.owner ORDER BY l.id"
      )
    }
    #expect(owners == ["a", "b", "-"])
    #expect(try scene.owner(of: customer) == nil)
    try scene.store.expectSound()
  }

  /// Nobody gets more than he may own, however many there are.
  @Test func theOwnedCapEndsTheTurns() throws {
    try rule(["members": "a, b"])
    try scene.add(.poolLimit, ["name": "a", "user": "a", "owned_cap": "2"])
    let five = try customers(5)
    _ = try run()
    #expect(try owners(five) == "ababb")
  }

  // MARK: The rules themselves

  @Test func membersAreKeptInCanonicalForm() throws {
    try rule(["members": "a ，b:1, 4：3"])
    #expect(try scene.value("SELECT members FROM assign_rule") == "a, b, c:3")
  }

  @Test(arguments: [
    ["members": "a, nobody"], ["members": "a, a"], ["members": "a:-1"], ["members": "a:x"],
    ["members": " , "], ["noun": "contact"], ["condition": "nam = 'x'"], ["strategy": "random"],
    ["fallback_pool": "public", "fallback_user": "c"], ["per_day": "-1"],
  ])
  func whatCannotBeIsRefused(values: [String: String]) throws {
    let error = try scene.failure { try rule(values) }
    #expect([.usage, .notFound].contains(error.exit), "\(error.message)")
    #expect(try scene.value("SELECT count(*) FROM assign_rule", as: Int.self) == 0)
  }

  /// A pool holds customers or leads, never both.
  @Test(arguments: [("customer", "leads", "public"), ("lead", "public", "leads")])
  func nothingFallsBackToAPoolOfSomethingElse(noun: String, wrong: String, right: String) throws {
    let values = ["noun": noun, "members": "a:0"]
    let refused = try scene.failure {
      try rule(values.merging(["fallback_pool": wrong]) { $1 })
    }
    #expect(refused.code == "E_POOL_HOLDS")
    let id = try rule(values.merging(["fallback_pool": right]) { $1 })
    let edited = try scene.failure { try edit(.assignRule, id, ["fallback_pool": wrong]) }
    #expect(edited.code == "E_POOL_HOLDS")
    // Stores of before may have one.
    _ = try scene.store.session().write { db in
      try db.update(
        "assign_rule", where: "id = \(id)",
        set: [("fallback_pool", "(SELECT id FROM pool WHERE name = \(wrong))")])
    }
    let target: Noun = noun == "lead" ? .lead : .customer
    try scene.add(target, ["name": "甲", "pool": right])
    let holding: PoolHolding = noun == "lead" ? .leads : .customers
    let run = try scene.failure {
      _ = try AssignmentRun(scene.store.session(), holding).run(RecordFilter(), pool: right)
    }
    #expect(run.code == "E_POOL_HOLDS")
    #expect(run.message.contains("'Sales'"))
    try scene.store.expectSound()
  }

  @Test func onlyAnAdminMakesRules() throws {
    #expect(try scene.failure { try rule([:], as: "a") }.exit == .denied)
  }

  @Test func aMemberCannotGoUnnoticed() throws {
    let rule = try rule([:])
    let renamed = try scene.failure { try edit(.user, 2, ["login": "z"]) }
    #expect(renamed.exit == .no)
    #expect(renamed.message.contains("'Sales'"))
    #expect(try scene.failure { try scene.delete(.user, 4) }.exit == .no)
    try edit(.assignRule, rule, ["members": "b"])
    try edit(.user, 2, ["login": "z"])
    try scene.delete(.user, 4)
  }
}
