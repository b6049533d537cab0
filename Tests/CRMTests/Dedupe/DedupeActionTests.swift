import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Conditions of dedupe rules, rules that allow, and the word of an admin.
@Suite struct DedupeActionTests {
  private let fixture: ImportFixture
  private var store: TestStore { fixture.store }
  private var scene: RuleScene { RuleScene(store) }

  init() throws {
    fixture = try ImportFixture()
  }

  private func rule(_ name: String, _ values: [String: String]) throws {
    try scene.add(
      "dedupe_rule", ["name": name, "noun": "customer"].merging(values) { $1 })
  }

  private func allow(_ name: String, because reason: String, as user: String? = nil) throws {
    var checks = EntryChecks()
    checks.allowedDuplicates = reason
    let session = store.session(as: user)
    let field = try #require(Noun.customer.field("name"))
    _ = try session.write { db in
      try RecordAddition(.customer, session: session, db: db, checks: checks).add([(field, name)])
    }
  }

  // MARK: Conditions

  /// Both records have to fulfil it: the one in the store and the one that is not there yet.
  @Test(arguments: [false, true]) func aConditionHoldsOfBoth(_ fromFile: Bool) throws {
    try rule(
      "mail", ["keys": "email", "condition": "region = east and parent is missing"])
    try scene.add("customer", ["name": "A", "email": "a@x.cn", "region": "east"])
    try scene.add("customer", ["name": "B", "email": "b@x.cn", "region": "south"])
    let rows = [
      ("C", "a@x.cn", "south", true), ("D", "b@x.cn", "east", true), ("E", "A@x.cn", "east", false),
    ]
    for (name, email, region, isFree) in rows {
      if fromFile {
        let faults = try fixture.faults("name,email,region\n\(name),\(email),\(region)\n")
        #expect(faults == (isFree ? [] : ["E_DUPLICATE 2:-"]), "\(name)")
      } else {
        try scene.add(
          "customer", ["name": name, "email": email, "region": region],
          expecting: isFree ? nil : .duplicate)
      }
    }
    // What makes a record fulfil the condition is compared as well.
    try scene.edit("customer", 3, ["region": "east"], expecting: .duplicate)
    try scene.edit("customer", 3, ["remark": "x"])
  }

  @Test func conditionsAreKeptAndChecked() throws {
    try rule("mail", ["keys": "email", "condition": "region=east  AND parent is missing"])
    #expect(
      try fixture.rows("SELECT condition FROM dedupe_rule WHERE name = 'mail'")
        == ["region = east and parent is missing"])
    try scene.add("tag", ["name": "VIP"])
    for condition in ["score > 10", "tag = VIP", "regoin = east", "region ="] {
      try scene.add(
        "dedupe_rule",
        ["name": "x", "noun": "customer", "keys": "email", "condition": condition],
        expecting: .usage)
      try scene.edit("dedupe_rule", 5, ["condition": condition], expecting: .usage)
    }
    try scene.add("field", ["noun": "customer", "key": "chain", "type": "bool"])
    try scene.edit("dedupe_rule", 5, ["condition": "chain = yes"])
    try scene.delete("field", 1, expecting: .no)
  }

  // MARK: Rules that allow

  /// A pair that an earlier rule allows is not taken for one by later ones.
  @Test(arguments: [false, true]) func earlierRulesAllow(_ fromFile: Bool) throws {
    try rule(
      "chain",
      ["keys": "name,address", "action": "allow", "position": "1", "condition": "region = east"])
    for (region, address) in [("east", "A"), ("east", ""), ("south", "A")] {
      let name = "全家\(region)\(address)"
      try scene.add("customer", ["name": name, "region": region, "address": address])
      let isFree = region == "east" && address == "A"
      if fromFile {
        let faults = try fixture.faults("name,region,address\n\(name),\(region),\(address)\n")
        #expect(faults == (isFree ? [] : ["E_DUPLICATE 2:-"]))
      } else {
        try scene.add(
          "customer", ["name": name, "region": region, "address": address],
          expecting: isFree ? nil : .duplicate)
      }
    }
    try scene.edit("dedupe_rule", 5, ["position": "1000"])
    try scene.add(
      "customer", ["name": "全家eastA", "region": "east", "address": "A"], expecting: .duplicate)
  }

  // MARK: --allow-duplicate

  @Test func anAdminAllowsForAReason() throws {
    try scene.add("customer", ["name": "Acme"])
    try allow("ACME", because: " 分公司 ")
    #expect(
      try fixture.rows(
        "SELECT customer, other, rule, reason, \"by\" FROM duplicate_exception")
        == ["2|1|name|分公司|1"])
    // The pair is no duplicate any more; a third one is one of both.
    try scene.edit("customer", 2, ["name": "acme"])
    try scene.add("customer", ["name": "Acme"], expecting: .duplicate)
    for id: Int64 in [1, 2] {
      let session = store.session()
      let story = try FeedText.rows(
        of: RecordTimeline(.customer, id: id, session: session).feed(), in: session)
      #expect(story.contains { $0.contains("duplicate|分公司|name|customer/\(3 - id)") }, "\(story)")
    }
    try scene.undo()
    try scene.undo()
    #expect(try fixture.count("duplicate_exception") == "0")
    try store.expectSound()
  }

  @Test func nobodyElseAllows() throws {
    try scene.add("user", ["login": "li", "name": "Li"])
    for (reason, user, exit) in [("x", "li", ExitCode.denied), (" ", "admin", .usage)] {
      let error = #expect(throws: UserError.self) {
        try allow("Acme", because: reason, as: user)
      }
      #expect(error?.exit == exit)
    }
    #expect(try fixture.count("customer") == "0")
  }

  /// A unique field stays unique, whatever anybody says.
  @Test func externalIDsAreNoMatterOfOpinion() throws {
    try scene.add("customer", ["name": "Acme", "external_id": "1"])
    var checks = EntryChecks()
    checks.allowedDuplicates = "x"
    let session = store.session()
    let fields = try ["name", "external_id"].map { try #require(Noun.customer.field($0)) }
    let error = #expect(throws: UserError.self) {
      _ = try session.write { db in
        try RecordAddition(.customer, session: session, db: db, checks: checks)
          .add([(fields[0], "Globex"), (fields[1], "1")])
      }
    }
    #expect(error?.exit == .duplicate)
  }

  @Test func aWholeFileIsAllowed() throws {
    try scene.add("customer", ["name": "Acme"])
    let report = try fixture.report("name\nAcme\nGlobex\nglobex\n") {
      $0.checks.allowedDuplicates = "merged companies"
    }
    #expect(report.created == 3)
    #expect(
      try fixture.rows("SELECT customer, other FROM duplicate_exception ORDER BY 1, 2")
        == ["2|1", "4|3"])
    #expect(store.notes.contains { $0.contains("2 rows came in although an equal record exists") })
    #expect(
      try fixture.faults("name\nAcme\n") {
        $0.checks.allowedDuplicates = "x"
        $0.onDuplicate = .update
      } == ["- -:-"])
  }

  @Test func restoringIsAllowed() throws {
    try scene.add("customer", ["name": "Acme"])
    try scene.delete("customer", 1)
    try scene.add("customer", ["name": "Acme"])
    #expect(throws: UserError.self) { try scene.restore("customer", 1) }
    var checks = EntryChecks()
    checks.allowedDuplicates = "two branches"
    let session = store.session()
    _ = try session.write {
      try RecordPresence(.customer, session: session, db: $0, checks: checks).restore([1])
    }
    #expect(try fixture.rows("SELECT customer, other FROM duplicate_exception") == ["1|2"])
    try store.expectSound()
  }

  // MARK: --strict

  @Test func wrongCreditCodesWarnOrAreRefused() throws {
    let wrong = "91440300708461136X"
    try scene.add("customer", ["name": "A", "uscc": wrong])
    #expect(store.notes.contains { $0.contains("1 social credit code with a wrong length") })
    store.notes = []
    try scene.edit("customer", 1, ["uscc": "91440300708461136Y"])
    #expect(store.notes.contains { $0.contains("1 social credit code with a wrong length") })
    var checks = EntryChecks()
    checks.isStrict = true
    let session = store.session()
    let field = try #require(Noun.customer.field("uscc"))
    let error = #expect(throws: UserError.self) {
      _ = try session.write { db in
        try RecordEditor(.customer, session: session, db: db, checks: checks)
          .edit([1], set: [(field, wrong)])
      }
    }
    #expect(error?.code == "E_USCC")
    #expect(
      try fixture.faults("name,uscc\nB,91440300708461136T\nC,\(wrong)\n") {
        $0.checks.isStrict = true
      } == ["E_USCC 3:3"])
  }
}
