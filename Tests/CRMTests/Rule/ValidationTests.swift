import CRM
import Catalogue
import Store
import Testing
import Values

/// Rules that refuse what is saved.
@Suite struct ValidationTests {
  let store: TestStore
  let scene: RuleScene

  init() throws {
    store = try TestStore()
    scene = RuleScene(store)
  }

  @discardableResult
  private func forbid(
    _ condition: String, of noun: String = "customer", _ error: String = "no"
  ) throws -> Int64 {
    try scene.add(
      "rule",
      [
        "name": condition, "kind": "validation", "noun": noun, "when": condition, "error": error,
      ])
  }

  @Test func aRecordThatBreaksARuleIsNotMade() throws {
    try forbid("phone is missing and email is missing", of: "customer", "how to reach it?")
    let error = #expect(throws: UserError.self) { try scene.add("customer", ["name": "X"]) }
    #expect(error?.exit == .no)
    #expect(error?.code == "E_RULE")
    #expect(error?.message == "customer 'X': how to reach it?")
    let operations: Int? = try store.session().read {
      try $0.value("SELECT count(*) FROM customer")
    }
    #expect(operations == 0)
    let customer = try scene.add("customer", ["name": "X", "phone": "13800138000"])
    let refused = #expect(throws: UserError.self) {
      try scene.edit("customer", customer, ["phone": ""])
    }
    #expect(refused?.message == "customer/\(customer) 'X': how to reach it?")
    #expect(try scene.customer(customer, "phone") == "13800138000")
    try scene.edit("customer", customer, ["phone": "", "email": "a@b.cn"])
  }

  /// What broke the rule before nobody asked can be worked on, until it is touched there.
  @Test func whatWasThereIsLookedAtWhereItIsTouched() throws {
    let customer = try scene.add("customer", ["name": "X"])
    try forbid("level is missing")
    try scene.edit("customer", customer, ["remark": "r"])
    try scene.edit("customer", customer, ["level": "A"])
    try scene.edit("customer", customer, ["level": ""], expecting: .no)
    try scene.delete("customer", customer)
    try scene.restore("customer", customer)
    try scene.undo()
    try scene.undo()
    try scene.undo()
    #expect(try scene.customer(customer, "level") == nil)
    try scene.delete("customer", customer)
    #expect(throws: UserError.self) { try scene.restore("customer", customer) }
  }

  /// The fact of a record changes with others: its last contact stays.
  @Test func factsAreLookedAtWhenTheirRecordsChange() throws {
    let customer = try scene.add("customer", ["name": "X"])
    let contact = try scene.add("contact", ["name": "Li", "customer": "\(customer)"])
    try forbid("contacts = 0 and level = A")
    try scene.edit("customer", customer, ["level": "A"])
    try scene.delete("contact", contact, expecting: .no)
    try scene.edit("customer", customer, ["level": "B"])
    try scene.delete("contact", contact)
  }

  @Test func stageMovesAreSavedToo() throws {
    let customer = try scene.add("customer", ["name": "X"])
    let sale = try scene.add(
      "opportunity", ["name": "S", "customer": "\(customer)", "amount": "100"])
    try forbid("stage = Won and customer.email is missing", of: "opportunity")
    #expect(throws: UserError.self) { try scene.win(sale) }
    try scene.edit("customer", customer, ["email": "a@b.cn"])
    try scene.win(sale)
    try scene.edit("customer", customer, ["email": ""], expecting: .no)
  }

  @Test func rulesOfClassificationComeFirst() throws {
    try scene.add("classification", ["name": "customer.level"])
    try scene.classify("a", "level", "A", when: "industry = software")
    try forbid("level is missing")
    try scene.add("customer", ["name": "X"], expecting: .no)
    try scene.add("customer", ["name": "X", "industry": "software"])
  }

  @Test func anImportNamesTheLines() throws {
    let fixture = try ImportFixture()
    try RuleScene(fixture.store).add(
      "rule",
      [
        "name": "reach", "kind": "validation", "noun": "customer",
        "when": "email is missing or remark = none", "error": "no",
      ])
    let faults = try fixture.faults("name,email\nX,a@b.cn\nY,\nZ,\n")
    #expect(faults == ["E_RULE 3:-", "E_RULE 4:-"])
    #expect(try fixture.count("customer") == "0")
    try fixture.report("name,email\nX,a@b.cn\n")
    #expect(
      try fixture.faults("name,remark\nX,none\n") { $0.onDuplicate = .update } == ["E_RULE 2:-"])
    // Contacts that come with customers stand in their rows.
    try RuleScene(fixture.store).add(
      "rule",
      [
        "name": "contact", "kind": "validation", "noun": "contact", "when": "phone is missing",
        "error": "no",
      ])
    #expect(try fixture.faults("name,email,contact.name\nN,a@c.cn,Li\n") == ["E_RULE 2:-"])
  }

  @Test func undoIsNotAsked() throws {
    let customer = try scene.add("customer", ["name": "X"])
    try scene.edit("customer", customer, ["level": "A"])
    try forbid("level is missing")
    try scene.undo(3)
    #expect(try scene.customer(customer, "level") == nil)
  }

  @Test func anInactiveRuleSaysNothing() throws {
    let rule = try forbid("level is missing")
    try scene.edit("rule", rule, ["active": "no"])
    try scene.add("customer", ["name": "X"])
  }
}
