import CRM
import Catalogue
import ProgramTesting
import Store
import Testing
import Values

@testable import CRM

/// `customer duplicates`: clusters of the whole store.
@Suite struct DuplicateScanTests {
  private let fixture: ImportFixture
  private var scene: RuleScene { RuleScene(fixture.store) }

  init() throws {
    fixture = try ImportFixture()
  }

  private func customers(_ csv: String) throws {
    // Rules come later than the customers, as in a store that was filled without them.
    try fixture.report(csv) { $0.checks.allowedDuplicates = "test" }
    let session = fixture.store.session()
    _ = try session.write { try $0.remove("duplicate_exception", where: "1") }
  }

  private func scan(_ change: (inout DuplicateScan) -> Void = { _ in }) throws -> [String] {
    let session = fixture.store.session()
    var scan = DuplicateScan(session)
    change(&scan)
    return try FeedText.rows(of: scan.feed(), in: session).map { row in
      let cells = row.split(separator: "|", omittingEmptySubsequences: false)
      return "\(cells[0]) \(cells[1].dropFirst("customer/".count)) \(cells[4]) \(cells[5])"
    }
  }

  @Test func clustersAreConnectedByAnyRule() throws {
    try customers(
      """
      name,phone,uscc,type
      Globex,,,enterprise
      Acme,13800138000,,enterprise
      acme,,91440300708461136T,enterprise
      Other,,91440300708461136t,enterprise
      Third,13800138000,,enterprise
      Lonely,,,enterprise
      GLOBEX,,,enterprise
      Lonely,,,individual

      """)
    #expect(
      try scan() == [
        "1 1 block name", "1 7 block name", "2 2 block name, phone",
        "2 3 block name, social credit code", "2 4 block social credit code", "2 5 warn phone",
      ])
    #expect(try scan { $0.limit = 1 } == ["1 1 block name", "1 7 block name"])
    #expect(
      try scan { $0.filter = RecordFilter(conditions: ["name != Other and name != Third"]) }
        .count == 4)
    try scene.delete("customer", 7)
    #expect(try scan().count == 4)
  }

  @Test func similarNamesAreSuggested() throws {
    try customers(
      "name\n华为技术有限公司\n华为技术集团\n海思\n华为技术(中国)有限公司\n海思半导体\n华为技术 有限公司\n")
    #expect(try scan() == ["1 1 block name", "1 6 block name"])
    #expect(
      try scan { $0.isFuzzy = true } == [
        "1 1 block name, similar name", "1 2 similar similar name", "1 4 similar similar name",
        "1 6 block name, similar name",
      ])
  }

  /// Pairs that somebody let in are left out, and what they have in common with others is not.
  @Test func allowedPairsAreLeftOut() throws {
    try fixture.report("name\nAcme\nACME\n") { $0.checks.allowedDuplicates = "two" }
    #expect(try scan() == [])
    #expect(try scan { $0.isFuzzy = true } == [])
    let session = fixture.store.session()
    let field = try #require(Noun.customer.field("name"))
    var checks = EntryChecks()
    checks.allowedDuplicates = "three"
    _ = try session.write { db in
      _ = try RecordAddition(.customer, session: session, db: db, checks: checks)
        .add([(field, "acme")])
      _ = try db.remove("duplicate_exception", where: "customer = 3 AND other = 1")
    }
    #expect(try scan() == ["1 1 block name", "1 3 block name"])
  }

  @Test func rulesThatAllowLeaveOut() throws {
    try customers(
      "name,address\n全家,A\n全家,A\n全家,A\n罗森,A\n罗森,A\n罗森,B\n罗森,\n")
    try scene.add(
      "dedupe_rule",
      ["name": "x", "noun": "customer", "keys": "name address", "action": "allow", "position": "1"])
    #expect(try scan().map { $0.prefix(3) } == ["1 4", "1 5", "1 6", "1 7"])
    #expect(try scan { $0.isFuzzy = true }.map { $0.prefix(3) } == ["1 4", "1 5", "1 6", "1 7"])
  }

  /// A contact's number is as good as its customer's, on both sides.
  @Test func contactsNumbersCount() throws {
    try customers("name,phone\nA,\nB,\nC,13800138000 / 0755-1234567\nD,07551234567\n")
    for customer in ["A", "B"] {
      try scene.add("contact", ["customer": customer, "name": "x", "phone": "13900139000"])
    }
    #expect(
      try scan() == ["1 1 warn phone", "1 2 warn phone", "2 3 warn phone", "2 4 warn phone"])
    try scene.add("contact", ["customer": "A", "name": "y", "phone": "010-1 / 13800138000"])
    #expect(try scan().map { $0.prefix(3) } == ["1 1", "1 2", "1 3", "1 4"])
  }

  /// Clusters are told to whoever sees something of them, and what is not seen is masked.
  @Test func whatOneDoesNotSeeIsMasked() throws {
    try scene.add("user", ["login": "wang", "name": "wang"])
    try scene.add("pool", ["name": "east", "member": "admin"])
    try customers(
      "name,phone,pool\nHidden,13800138000,east\nSecret,13800138000,east\n"
        + "Acme,,public\nacme,,east\n")
    let session = fixture.store.session(as: "wang")
    func rows(_ filter: RecordFilter, limit: Int? = nil) throws -> [String] {
      var scan = DuplicateScan(session)
      scan.filter = filter
      scan.limit = limit
      return try FeedText.rows(of: scan.feed(), in: session)
    }
    let expected = [
      "1|customer/3|Acme|pool public|block|name", "1||a***|pool east|block|name",
    ]
    #expect(try rows(RecordFilter()) == expected)
    #expect(try rows(RecordFilter(), limit: 1) == expected)
    #expect(try rows(RecordFilter(conditions: ["name is present"])) == [])
    #expect(try scan().count == 4)
  }

  /// A switchboard that thousands share costs one step for each of them.
  @Test func aSharedNumberIsNoProblem() throws {
    try customers("name,phone\n" + (1...300).map { "C\($0),0755-28780808\n" }.joined())
    #expect(try scan().count == 300)
    let group = (1...200_000).map { EqualGroup.Member(id: Int64($0)) }
    var clusters = DuplicateClusters()
    EqualGroup.connect(group, by: 0, except: [1: [2], 2: [1]], in: &clusters)
    #expect(clusters.sorted(rules: 1).map(\.cluster).max() == 1)
  }

  /// The scan says the same as comparing every pair of customers as one that is added.
  @Test(arguments: 0..<12) func theScanIsTheClosureOfTheRules(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func pick(_ values: [String]) -> String { values.randomElement(using: &generator) ?? "" }
    var csv = "name,phone,email,type,address\n"
    for _ in 0..<14 {
      csv += pick(["Acme", "acme", "Globex", "Initech"]) + ","
      csv += pick(["", "13800138000", "13900139000", "13800138000 / 13700137000"]) + ","
      csv += pick(["", "a@x.cn", "b@x.cn"]) + ","
      csv += pick(["enterprise", "individual"]) + "," + pick(["", "A", "B"]) + "\n"
    }
    try customers(csv)
    // Contacts come in as if the rule had been made later, like the customers.
    try scene.edit("dedupe_rule", 2, ["active": "no"])
    for customer in 1...14 where Bool.random(using: &generator) {
      try scene.add(
        "contact",
        [
          "customer": "customer/\(customer)", "name": "x",
          "phone": pick(["13800138000", "13700137000", "13600136000"]),
        ])
    }
    try scene.edit("dedupe_rule", 2, ["active": "yes"])
    let rules = [
      ["keys": "name address", "action": "allow", "position": "1"],
      ["keys": "email", "action": "warn", "condition": "address != B"],
      ["keys": "phone address", "action": "allow", "position": "25"],
    ]
    for (number, rule) in rules.enumerated() where Bool.random(using: &generator) {
      try scene.add(
        "dedupe_rule", ["name": "r\(number)", "noun": "customer"].merging(rule) { $1 })
    }
    let found = try scan().map { String($0.split(separator: " ")[1]) }
    let expected = try closure()
    #expect(found == expected)
  }

  /// The customers of all clusters, cluster by cluster, by asking the finder about each.
  private func closure() throws -> [String] {
    let session = fixture.store.session()
    var tops: [Int64: Int64] = [:]
    try session.read { db in
      let finder = try DuplicateFinder(.customer, session: session, in: db)
      finder.limit = 100
      for id: Int64 in 1...14 {
        for other in try finder.collisions(ofRecord: id).map(\.record) {
          let (one, two) = (tops[id] ?? id, tops[other] ?? other)
          for item: Int64 in 1...14 where (tops[item] ?? item) == max(one, two) {
            tops[item] = min(one, two)
          }
        }
      }
    }
    let groups = Dictionary(grouping: 1...14) { tops[Int64($0)] ?? Int64($0) }
    return groups.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
      .flatMap { $0.map(String.init) }
  }
}
