import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

@Suite struct NumberingTests {
  @Test(arguments: [
    ("HT-{yyyyMMdd}-{seq:4}", "HT-20260301-0007"), ("{yy}{MM}/{seq}", "2603/7"),
    ("合同{yyyy}第{seq:3}号", "合同2026第007号"),
  ])
  func patterns(pattern: String, number: String) throws {
    let day = try #require(Day("2026-03-01"))
    #expect(try NumberPattern(pattern).number(7, on: day) == number)
  }

  @Test(arguments: [
    "HT", "{seq}{seq}", "{seq:0}", "{seq:13}", "{nope}-{seq}", "{seq", "a\n{seq}", "{YYYY}{seq}",
  ])
  func patternsThatAreNone(pattern: String) {
    #expect(throws: UserError.self) { try NumberPattern(pattern) }
  }

  /// Neither undo nor deletion gives a number to another contract, and hand-made ones are passed over.
  @Test func noNumberIsGivenTwice() throws {
    let scene = try ContractScene()
    func number(_ id: Int64) throws -> String? {
      try scene.pool.value("SELECT number FROM contract WHERE id = \(id)")
    }
    #expect(try number(scene.contract("1")) == "HT-20260301-0001")
    try scene.undo()
    let second = try scene.contract("1", submitting: false)
    #expect(try number(second) == "HT-20260301-0002")
    try scene.pool.delete(.contract, second)
    try scene.contract("1", ["number": "HT-20260301-0003"])
    #expect(try number(scene.contract("1")) == "HT-20260301-0004")
    scene.pool.now = "2026-03-01T16:00:00Z"
    #expect(try number(scene.contract("1")) == "HT-20260302-0001")
    try scene.store.expectSound()
  }

  @Test func aDryRunTakesNoNumber() throws {
    let scene = try ContractScene()
    let session = scene.store.session(dryRun: true)
    let fields = [("customer", "customer/\(scene.customer)"), ("amount", "1")]
    let first = try ContractAddition(session).run(
      try fields.map { (try #require(Noun.contract.field($0)), $1) }, submitting: false)
    #expect(first.value.number == "HT-20260301-0001")
    #expect(
      try scene.pool.value(
        "SELECT number FROM contract WHERE id = \(try scene.contract("1"))", as: String.self)
        == "HT-20260301-0001")
  }
}
