import CRM
import Catalogue
import Store
import Testing
import Values

/// 000: entering a status of a contract tells people and hands over.
@Suite struct ContractAutomationTests {
  let scene: AutomationScene
  let contract: Int64

  init() throws {
    scene = try AutomationScene()
    let customer = try scene.customer("Acme")
    contract = try scene.records.add(
      "contract",
      [
        "customer": "customer/\(customer)", "amount": "100", "owner": "wang",
        "service": "li,admin",
      ])
    try scene.rule(
      "ship", on: "status", of: "contract", when: "status = shipping",
      do: "notify role:manager, @owner, @service 'ship it'; create task 'Ship' due 3d for @owner")
  }

  @Test func everybodyIsToldOnce() throws {
    _ = try ContractStatusMove(scene.store.session()).move(["\(contract)"], to: "通知发货")
    for user in ["wang", "li", "admin"] {
      #expect(try scene.inbox(user) == ["contract/\(contract) ship it"], "\(user)")
    }
    #expect(
      try scene.texts("SELECT title || ' ' || due FROM task") == ["Ship 2026-03-04"])
    _ = try ContractStatusMove(scene.store.session()).move(["\(contract)"], to: "安装")
    #expect(try scene.inbox("wang").count == 1)
    try scene.store.expectSound()
  }

  /// Credit and classification follow payments.
  @Test func factsOfMoneySetRulesOff() throws {
    try scene.records.add("classification", ["name": "customer.level"])
    try scene.records.add(
      "rule",
      [
        "name": "payer", "kind": "classification", "noun": "customer", "field": "level",
        "value": "A", "when": "payment_total >= 60",
      ])
    func level() throws -> [String] { try scene.texts("SELECT ifnull(level, '-') FROM customer") }
    _ = try ContractSubmission(scene.store.session()).submit(["\(contract)"])
    #expect(try level() == ["-"])
    try scene.records.add("payment", ["contract": "\(contract)", "amount": "60"])
    #expect(try level() == ["A"])
  }
}
