import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// `customer check`: what stands in the way of a new customer, and what it may be.
@Suite struct DuplicateCheckTests {
  private let store: TestStore
  private let scene: RuleScene

  init() throws {
    store = try TestStore()
    scene = RuleScene(store)
    try scene.add("customer", ["name": "华为技术有限公司", "phone": "0755-28780808"])
    try scene.add("customer", ["name": "华为技术集团", "pool": "public"])
    try scene.add("customer", ["name": "张伟", "type": "individual", "phone": "13800138000"])
    try scene.add(
      "customer", ["name": "Acme Inc.", "email": "a@acme.com", "uscc": "91440300708461136T"])
    try scene.add("activity", ["customer": "1", "method": "phone", "note": "x"])
    try scene.delete("customer", 4)
  }

  private func check(
    _ name: String, as user: String? = nil,
    _ change: (inout DuplicateCheck.Question) -> Void = { _ in }
  ) throws -> [String] {
    var question = DuplicateCheck.Question(name)
    change(&question)
    return try DuplicateCheck(store.session(as: user)).matches(of: question).map {
      "\($0.verdict.rawValue) \($0.reference ?? $0.name) \($0.holder) by \($0.rule)"
    }
  }

  /// Whoever does not see a record is told that there is one, and whom to ask.
  @Test func whatOneDoesNotSeeIsMasked() throws {
    for login in ["li", "wang"] { try scene.add("user", ["login": login, "name": login]) }
    try scene.add("pool", ["name": "华东", "member": "li"])
    try scene.add("customer", ["name": "中兴通讯", "pool": "华东"])
    #expect(try check("中兴通讯", as: "li") == ["block customer/5 pool 华东 by name"])
    #expect(try check("中兴通讯", as: "wang") == ["block 中*** pool 华东 by name"])
  }

  @Test func openLeadsArePointedOut() throws {
    for (name, more) in [
      ("陈静", ["company": "中兴通讯"]), ("王芳", ["mobile": "13900139000/13700137000"]),
      ("赵敏", ["company": "中兴通讯"]),
    ] {
      try scene.add("lead", ["name": name].merging(more) { $1 })
    }
    _ = try LeadMove(
      .disqualify(LeadDisqualification(reason: "no_need")), session: store.session()
    ).run(["3"])
    #expect(try check("中 兴 通讯") == ["warn lead/1 owner admin by company"])
    #expect(
      try check("别的公司") { $0.phone = "+86 137-0013-7000" }
        == ["warn lead/2 owner admin by phone"])
  }

  @Test func equalOnesComeFirst() throws {
    #expect(
      try check("华为技术 有限公司")
        == [
          "block customer/1 owner admin by name", "similar customer/2 pool public by similar name",
        ])
    let match = try #require(
      try DuplicateCheck(store.session()).matches(of: .init("华为技术有限公司")).first)
    #expect(match.lastActivity == store.now.description)
    #expect(match.name == "华为技术有限公司")
  }

  @Test func numbersAndCodesAreAskedFor() throws {
    #expect(try check("张 伟") == ["similar customer/3 owner admin by name"])
    #expect(
      try check("张伟") { $0.phone = "138 0013 8000" }
        == ["block customer/3 owner admin by name and phone"])
    #expect(
      try check("张伟") {
        $0.phone = "138 0013 8000"
        $0.type = "enterprise"
      } == ["warn customer/3 owner admin by phone"])
    #expect(
      try check("X") { $0.phone = "075528780808" } == ["warn customer/1 owner admin by phone"])
    #expect(
      try check("X") { $0.creditCode = "91440300708461136t" }
        == ["deleted customer/4 owner admin by social credit code"])
    #expect(throws: UserError.self) { try check("X") { $0.phone = "none" } }
    #expect(throws: UserError.self) { try check(" ") }
  }

  @Test func whatIsSimilarIsOnlySuggested() throws {
    #expect(
      try check("华为技术股份有限公司") == [
        "similar customer/1 owner admin by similar name",
        "similar customer/2 pool public by similar name",
      ])
    #expect(try check("华为技术（中国）有限公司").count == 2)
    #expect(try check("华为") == [])
    try scene.restore("customer", 4)
    #expect(try check("ACME Co., Ltd.") == ["similar customer/4 owner admin by similar name"])
  }

  /// No question looks through a table.
  @Test func everythingIsFoundThroughIndexes() throws {
    let session = store.session()
    try session.read { db in
      let conditions = DedupeConditions(.customer, session: session, in: db)
      let equal = EqualRecords(noun: .customer, conditions: conditions, db: db)
      let values: [String: Scalar] = [
        "name_key": .text("acme"), "uscc_key": .text("1"), "external_id": .text("1"),
      ]
      var queries = [
        CustomerMatches.similarQuery(CompanyName.keys(of: "acme")),
        try CustomerMatches.detailQuery(1, session: session),
        equal.sharingNumber(["13800138000", "075528780808"]),
      ]
      for type in ["enterprise", "individual"] {
        for rule in try DedupeRule.rules(for: .customer, in: db) {
          let record = ComparedRecord(
            numbers: { ["13800138000", "075528780808"] },
            value: { $0 == "type" ? .text(type) : values[$0] ?? .null })
          guard let predicate = try equal.predicate(rule, of: record) else { continue }
          queries.append(
            DuplicateFinder.query(predicate, of: .customer, rule: rule, id: nil, limit: 5))
        }
      }
      #expect(queries.count >= 8)
      for query in queries {
        let steps = try db.rows(
          "EXPLAIN QUERY PLAN \(query)", as: Int.self, Int.self, Int.self, String.self
        ).map(\.3)
        #expect(
          steps.filter {
            $0.hasPrefix("SCAN") && !$0.contains("json_each") && $0 != "SCAN CONSTANT ROW"
          }
            == [], "\(query.text)\n\(steps)")
      }
    }
  }
}

/// Names without the words of their legal form.
@Suite struct CompanyNameTests {
  @Test(arguments: [
    ("华为技术有限公司", "华为技术"), ("华为技术（中国）有限公司", "华为技术"), ("华为技术集团", "华为技术"),
    ("华为集团股份有限公司", "华为"), ("有限公司", "有限公司"), ("王公司", "王公司"),
    ("Acme Co., Ltd.", "acme"), ("ACME Inc", "acme"), ("Müller GmbH & Co. KG", "müller"),
    ("Costco", "costco"), ("Inc", "inc"), ("C++ Ltd", "c++"), ("华为 Ltd", "华为"), ("·", ""),
    ("海思·半导体 有限公司", "海思半导体"),
  ])
  func cores(_ name: String, _ core: String) {
    #expect(CompanyName.core(of: name) == core)
    // A scan of the store takes a shorter way.
    let (text, key) = (Array(name.utf8), Array(NameKey.key(of: name).utf8))
    let hash = text.withUnsafeBufferPointer { text in
      key.withUnsafeBufferPointer { CompanyName.hash(of: text, key: $0) }
    }
    let bytes = Array(core.utf8)
    #expect(hash == bytes.withUnsafeBufferPointer(KeyHash.hash))
  }

  /// What the index is asked for finds the spellings that there are.
  @Test(arguments: [
    "华为技术", "华为技术有限公司", "华为技术集团有限公司", "华为技术(中国)有限公司", "华为技术集团",
  ])
  func keysFindSpellings(_ name: String) {
    #expect(CompanyName.keys(of: "华为技术").contains(NameKey.key(of: name)))
  }
}
