import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

@Suite struct ContractTests {
  let scene: ContractScene

  init() throws {
    scene = try ContractScene()
  }

  private func text(_ column: String, _ id: Int64) throws -> String? {
    try scene.pool.value(
      "SELECT \(identifier: column) FROM contract WHERE id = \(id)", as: String?.self) ?? nil
  }

  // MARK: Approval

  @Test func aDraftCountsForNothingUntilItIsSubmitted() throws {
    let id = try scene.contract("1000", submitting: false)
    #expect(try text("approval", id) == "draft")
    #expect(try text("signed", id) == nil)
    #expect(try scene.fact("won", of: .customer, scene.customer) == "0")
    _ = try ContractSubmission(scene.store.session()).submit(["\(id)"])
    #expect(try text("approval", id) == "approved")
    #expect(try text("signed", id) == "2026-03-01")
    #expect(try scene.fact("won", of: .customer, scene.customer) == "1")
    #expect(try scene.fact("contract_total", of: .customer, scene.customer) == "100000")
    try scene.undo()
    #expect(try scene.fact("won", of: .customer, scene.customer) == "0")
    try scene.redo()
    #expect(try scene.fact("won", of: .customer, scene.customer) == "1")
    try scene.store.expectSound()
  }

  @Test func whatWasAgreedStays() throws {
    let id = try scene.contract("1000")
    for (field, text) in [
      ("amount", "5"), ("customer", "华为"), ("signed", "2026-02-01"), ("start", "2026-01-01"),
      ("end", "2027-01-01"),
    ] {
      let other = try scene.pool.customer("其他 \(field)", owner: "li.wei")
      let session = scene.store.session()
      let value = field == "customer" ? "customer/\(other)" : text
      let code = try scene.failure {
        _ = try session.write { db in
          try RecordEditor(.contract, session: session, db: db)
            .edit([id], set: [(try #require(Noun.contract.field(field)), value)])
        }
      }
      #expect(code == "E_APPROVED", "\(field)")
    }
    let session = scene.store.session()
    _ = try session.write { db in
      try RecordEditor(.contract, session: session, db: db).edit(
        [id],
        set: [
          (try #require(Noun.contract.field("owner")), "wang.fang"),
          (try #require(Noun.contract.field("remark")), "加急"),
          (try #require(Noun.contract.field("service")), "li.wei,wang.fang"),
        ])
    }
    #expect(try text("remark", id) == "加急")
    #expect(try scene.pool.value("SELECT count(*) FROM contract_service", as: Int.self) == 2)
  }

  @Test func aContractDoesNotEndBeforeItStarts() throws {
    #expect(
      try scene.failure {
        try scene.contract("1", ["start": "2026-03-02", "end": "2026-03-01"])
      } == "E_PERIOD")
    try scene.contract("1", ["start": "2026-03-02", "end": "2026-03-02"])
  }

  @Test(arguments: [("-0.01", "E_AMOUNT"), ("99999999999999", "E_MONEY_RANGE")])
  func amountsThatCannotBe(amount: String, code: String) throws {
    #expect(try scene.failure { try scene.contract(amount) } == code)
  }

  @Test func tomorrowIsNotSignedYet() throws {
    #expect(try scene.failure { try scene.contract("1", ["signed": "2026-03-02"]) } == "E_SIGNED")
    try scene.contract("1", ["signed": "2026-03-02"], submitting: false)
  }

  // MARK: Voiding

  @Test func voidingEndsTheDealAndNeedsForceWithPayments() throws {
    let id = try scene.contract("1000")
    try scene.receivable(id, "1000", due: "2026-02-01")
    try scene.pay(id, "300")
    #expect(try scene.failure { try scene.void(id) } == "E_PAYMENTS")
    try scene.void(id, force: true)
    #expect(try scene.fact("won", of: .customer, scene.customer) == "0")
    #expect(try scene.fact("outstanding", of: .contract, id) == "0")
    #expect(try scene.fact("overdue", of: .contract, id) == "0")
    #expect(try scene.fact("credit", of: .contract, id) == "30000")
    #expect(try scene.failure { try scene.pay(id, "1") } == "E_APPROVAL")
    #expect(try scene.failure { try scene.receivable(id, "1", due: "2026-05-01") } == "E_APPROVAL")
    try scene.refund(id, 30_000)
    #expect(try scene.fact("credit", of: .contract, id) == "0")
    #expect(try scene.failure { try scene.void(id, force: true) } == "E_APPROVAL")
    try scene.undo()
    try scene.undo()
    #expect(try scene.fact("won", of: .customer, scene.customer) == "1")
    #expect(try scene.fact("overdue", of: .contract, id) == "70000")
    try scene.store.expectSound()
  }

  @Test func whatCountsIsNotDeleted() throws {
    let id = try scene.contract("10")
    #expect(try scene.failure { try scene.pool.delete(.contract, id) } == "E_APPROVED")
    try scene.pay(id, "1")
    try scene.void(id, force: true)
    #expect(try scene.failure { try scene.pool.delete(.contract, id) } == "E_PAYMENTS")
    let draft = try scene.contract("10", submitting: false)
    try scene.receivable(draft, "4", due: "2026-04-01")
    try scene.pool.delete(.contract, draft)
    #expect(
      try scene.pool.value(
        "SELECT count(*) FROM receivable WHERE deleted_at IS NOT NULL", as: Int.self) == 1)
    try scene.store.expectSound()
  }

  // MARK: Deals

  /// An opportunity is a deal only as long as no contract names it.
  @Test func oneDefinitionOfADeal() throws {
    let opportunity = try scene.pool.opportunity(of: scene.customer, owner: nil, stage: 7)
    #expect(try scene.fact("won", of: .customer, scene.customer) == "1")
    #expect(
      try scene.fact("last_deal", of: .customer, scene.customer) == "2026-03-01T01:00:00Z")
    let id = try scene.contract(
      "1", ["opportunity": "opportunity/\(opportunity)"], submitting: false)
    #expect(try scene.fact("won", of: .customer, scene.customer) == "0")
    _ = try ContractSubmission(scene.store.session()).submit(["\(id)"])
    #expect(try scene.fact("won", of: .customer, scene.customer) == "1")
    try scene.void(id)
    #expect(try scene.fact("won", of: .customer, scene.customer) == "0")
  }

  @Test(arguments: [
    "Asia/Shanghai", "Pacific/Auckland", "America/Los_Angeles", "Pacific/Kiritimati",
  ])
  func theDealLiesOnTheDayOfTheSignature(zone: String) throws {
    let scene = try ContractScene(now: "2026-07-20T01:00:00Z", zone: zone)
    let place = try Zone(identifier: zone)
    for day in ["2026-01-15", "2026-07-15"] {
      try scene.contract("1", ["signed": day])
      let at = try #require(try scene.fact("last_deal", of: .customer, scene.customer))
      #expect(place.day(of: try #require(Instant(at))).description == day)
    }
  }

  @Test func ofAnotherCustomersOpportunity() throws {
    let other = try scene.pool.customer("其他", owner: "li.wei")
    let opportunity = try scene.pool.opportunity(of: other, owner: nil)
    #expect(
      try scene.failure {
        try scene.contract("1", ["opportunity": "opportunity/\(opportunity)"])
      } == "E_CUSTOMER")
  }

  // MARK: Recycling

  @Test func contractEndedCountsFromTheLastDayOfTheLastContract() throws {
    var rule = RecycleRuleDraft(kind: .contractEnded, days: 30)
    rule.graceDays = 0
    _ = try rule.add(session: scene.store.session())
    let without = try scene.pool.customer("没有合同", owner: "li.wei")
    try scene.contract("1", ["start": "2026-01-01", "end": "2026-03-31"])
    func recycled(_ now: String) throws -> Int {
      scene.pool.now = now
      return try Recycling(scene.store.session(dryRun: true)).run().value.rows.count
    }
    #expect(try recycled("2026-04-30T01:00:00Z") == 0)
    #expect(try recycled("2026-05-01T01:00:00Z") == 1)
    try scene.contract("1", ["start": "2026-04-01", "end": "2026-06-30", "signed": "2026-04-01"])
    #expect(try recycled("2026-05-01T01:00:00Z") == 0)
    #expect(try scene.pool.owner(of: without) == "li.wei")
  }

  // MARK: Hostile text

  @Test(arguments: [
    "<script>alert(1)</script>", "'; DROP TABLE contract; --",
    String(repeating: "合", count: 10_000),
    "\u{202E}abc", "🏗️ 工程 \u{1B}[31m",
  ])
  func hostileNames(name: String) throws {
    let id = try scene.contract("1", ["name": name, "number": name])
    #expect(try text("name", id) == name)
    #expect(try scene.failure { try scene.contract("1", ["number": name]) } != nil)
    try scene.pay(id, "1")
    try scene.store.expectSound()
  }
}
