import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// What the rules of a new store take for one customer.
@Suite struct DefaultRuleTests {
  private let store: TestStore
  private let scene: RuleScene

  init() throws {
    store = try TestStore()
    scene = RuleScene(store)
  }

  @Test(arguments: [
    ("深圳市 华为技术(中国)有限公司", "深圳市华为技术（中国）有限公司"),
    ("Ａｃｍｅ　Inc.", "ACME, inc"), ("北京·天宇", "北京 天宇"),
  ])
  func enterprisesAreOneByName(_ one: String, _ other: String) throws {
    try scene.add("customer", ["name": one])
    try scene.add("customer", ["name": other], expecting: .duplicate)
    try scene.add("customer", ["name": other, "type": "individual"])
  }

  @Test func personsAreOneByNameAndPhone() throws {
    let person = ["name": "张伟", "type": "individual"]
    try scene.add("customer", person.merging(["phone": "+86 138-0013-8000"]) { $1 })
    try scene.add("customer", person.merging(["phone": "13900139000"]) { $1 })
    try scene.add("customer", person)
    for phone in ["13800138000", "0755-1234567 / 0086 13800138000", "１３９００１３９０００"] {
      try scene.add(
        "customer", person.merging(["phone": phone]) { $1 }, expecting: .duplicate)
    }
    // A contact's number is as good as its customer's.
    try scene.add("contact", ["customer": "customer/3", "name": "秘书", "phone": "13700137000"])
    try scene.add(
      "customer", person.merging(["phone": "13700137000"]) { $1 }, expecting: .duplicate)
  }

  @Test func blankIsEqualToNothing() throws {
    for name in ["A", "B"] {
      try scene.add("customer", ["name": name, "uscc": " ", "phone": "", "email": ""])
    }
    #expect(store.notes.filter { $0.contains("same") } == [])
  }

  @Test func codesBlockAndPhonesWarn() throws {
    try scene.add(
      "customer", ["name": "A", "uscc": "91440300708461136T", "phone": "0755-28780808"])
    try scene.add(
      "customer", ["name": "B", "uscc": "9144 0300 7084 6113 6t"], expecting: .duplicate)
    try scene.add("customer", ["name": "C", "phone": "(0755) 2878 0808"])
    #expect(store.notes.contains { $0.contains("has the same phone as customer/1") })
  }

  /// Customers in pools that the actor does not belong to count, and deleted ones are offered.
  @Test func othersCustomersCount() throws {
    try scene.add("user", ["login": "li", "name": "Li"])
    try scene.add("pool", ["name": "east", "member": "admin"])
    try scene.add("customer", ["name": "Acme", "pool": "east"])
    let session = store.session(as: "li")
    let field = try #require(Noun.customer.field("name"))
    let error = #expect(throws: UserError.self) {
      _ = try session.write { db in
        try RecordAddition(.customer, session: session, db: db).add([(field, "acme")])
      }
    }
    // The name and the number of what one does not see are not told.
    #expect(
      error?.message
        == "customer 'acme' is a duplicate by name of 'A***' (pool east)")
    #expect(error?.details == [])
    #expect(error?.hints == ["you do not see that record; who has it, or an admin, can help"])
    try scene.delete("customer", 1)
    try scene.add("customer", ["name": "acme"])
    #expect(store.notes.contains { $0.contains("'crm customer restore 1' brings it back") })
    #expect(throws: UserError.self) { try scene.restore("customer", 1) }
  }

  @Test func rowsOfAFileAreCompared() throws {
    let fixture = try ImportFixture()
    #expect(
      try fixture.faults("name\nAcme\nGlobex\nＡＣＭＥ\n") == ["E_DUPLICATE 4:-"])
  }
}
