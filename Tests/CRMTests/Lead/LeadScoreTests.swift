import Store
import Tabular
import Testing
import Values

@testable import CRM

/// The score of leads, and the queue that it orders.
@Suite struct LeadScoreTests {
  private let scene: LeadScene

  init() throws {
    scene = try LeadScene()
    try scene.fixture.report(
      "name,points,max_per_day\nbudget,20,\nopened,5,1\n", into: .behavior)
  }

  private func score(_ lead: Int64) throws -> String? {
    try scene.fact("score", of: .lead, lead)
  }

  @Test func behaviorsAndRulesMakeIt() throws {
    let lead = try scene.lead("A", ["company": "Acme"])
    try scene.follow(lead, behavior: "budget,opened")
    try scene.follow(lead, behavior: "opened")
    #expect(try score(lead) == "25")
    try scene.records.add(
      "rule",
      [
        "name": "company", "kind": "score", "noun": "lead", "when": "company is not missing",
        "points": "7",
      ])
    // Those of customers are others.
    try scene.records.add(
      "rule",
      [
        "name": "all", "kind": "score", "noun": "customer", "when": "name is not missing",
        "points": "100",
      ])
    #expect(try score(lead) == "32")
    try scene.records.add(
      "rule",
      ["name": "circle", "kind": "score", "noun": "lead", "when": "score > 1", "points": "1"],
      expecting: .usage)
    let document = try ScoreExplanation(scene.store.session()).document(of: "lead/\(lead)")
    #expect("\(document)".contains("company is present"))
  }

  @Test func itGoesAlongToTheCustomer() throws {
    let lead = try scene.lead("A", ["company": "Acme"])
    try scene.follow(lead, behavior: "budget,opened")
    try scene.convert(lead)
    #expect(try score(lead) == "25")
    #expect(try scene.fact("score", of: .customer, 1) == "25")
    // What is recorded on the lead from now on counts for both, the day's limit included.
    try scene.follow(lead, behavior: "opened,budget")
    #expect(try scene.fact("score", of: .customer, 1) == "45")
    #expect(try score(lead) == "45")
    try scene.store.expectSound()
  }

  @Test func rulesOfTheCustomerActWhenAConversionChangesItsScore() throws {
    try scene.records.add("classification", ["name": "customer.level"])
    try scene.records.classify("hot", "level", "A", when: "score >= 20")
    try scene.records.add("customer", ["name": "Acme"])
    let lead = try scene.lead("A", ["company": "Acme"])
    try scene.follow(lead, behavior: "budget")
    #expect(try scene.records.customer(1, "level") == nil)
    try scene.convert(lead) { $0.into = "Acme" }
    #expect(try scene.records.customer(1, "level") == "A")
    try scene.records.undo()
    #expect(try scene.records.customer(1, "level") == nil)
    try scene.store.expectSound()
  }

  @Test func rulesThatAskForItActWhenItChanges() throws {
    try scene.records.add("field", ["noun": "lead", "key": "heat", "type": "integer"])
    try scene.records.add("classification", ["name": "lead.heat"])
    try scene.records.add(
      "rule",
      [
        "name": "hot", "kind": "classification", "noun": "lead", "field": "heat", "value": "9",
        "when": "score >= 20",
      ])
    let lead = try scene.lead("A")
    func heat() throws -> [String] {
      try scene.fixture.rows("SELECT heat FROM v_lead WHERE id = \(lead)")
    }
    #expect(try heat() == [""])
    try scene.follow(lead, behavior: "budget")
    #expect(try heat() == ["9"])
    let other = try scene.lead("B", ["company": "Acme"])
    try scene.records.add(
      "rule",
      [
        "name": "company", "kind": "score", "noun": "lead", "when": "company is not missing",
        "points": "50",
      ])
    #expect(try scene.fixture.rows("SELECT heat FROM v_lead WHERE id = \(other)") == ["9"])
  }

  @Test func repricingReachesLeads() throws {
    let lead = try scene.lead("A")
    try scene.follow(lead, behavior: "budget")
    try scene.records.edit("behavior", 1, ["points": "40"])
    let result = try ScoreRebuild(scene.store.session()).run().value
    #expect(result.events == 1 && result.scores == 1)
    #expect(try score(lead) == "40")
  }

  @Test func theQueueBeginsWithTheBest() throws {
    func next() throws -> String {
      let document = try LeadQueue(scene.store.session(as: "wang")).first()
      guard case .object(let entries) = document,
        case .text(let name)? = entries.first(where: { $0.name == "name" })?.value
      else { return "" }
      return name
    }
    #expect(throws: UserError.self) { try next() }
    let late = try scene.lead("late", ["next_follow_up": "2026-04-01"])
    #expect(try next() == "late")
    let soon = try scene.lead("soon", ["next_follow_up": "2026-03-02"])
    try scene.lead("some day")
    try scene.lead("of li", ["owner": "li"])
    try scene.lead("pooled", ["pool": "leads"])
    #expect(try next() == "soon")
    try scene.follow(late, behavior: "opened")
    #expect(try next() == "late")
    try scene.move(.disqualify(.init(reason: "no_need")), late)
    try scene.convert(soon)
    #expect(try next() == "some day")
  }
}
