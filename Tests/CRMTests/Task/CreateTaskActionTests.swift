import CRM
import Catalogue
import Store
import Testing
import Values

/// Rules that give people something to do.
@Suite struct CreateTaskActionTests {
  let scene: AutomationScene

  init() throws {
    scene = try AutomationScene()
  }

  /// Written as `wang|customer/1|2026-03-04|title`.
  private func tasks() throws -> [String] {
    try scene.texts(
      """
      SELECT u.login || '|' || ifnull('customer/' || t.customer, '-') || '|' || ifnull(t.due, '-') || '|'
        || t.title
      FROM task t JOIN "user" u ON u.id = t.assignee ORDER BY t.id
      """)
  }

  @Test func theOwnerGetsATask() throws {
    try scene.rule("welcome", on: "created", do: "create task '首次回访' due 3 days; notify @owner")
    let customer = try scene.customer("Acme")
    #expect(try tasks() == ["wang|customer/\(customer)|2026-03-04|首次回访"])
    #expect(
      try scene.texts("SELECT \"do\" FROM rule")
        == ["create task '首次回访' due '3 days'; notify @owner"])
    try scene.records.undo()
    #expect(try tasks() == [])
    try scene.store.expectSound()
  }

  @Test func theDayCountsFromTheOneOnWhichTheRuleActs() throws {
    try scene.rule(
      "silent", on: "schedule", do: "create task call due 1w for user:li", once: "record")
    let customer = try scene.customer("Acme")
    scene.wait(days: 10)
    #expect(try scene.runSchedule() == [1])
    #expect(try scene.runSchedule() == [0], "once for the record")
    #expect(try tasks() == ["li|customer/\(customer)|2026-03-18|call"])
  }

  @Test func tasksOfAnOpportunityHangOnIt() throws {
    try scene.rule(
      "quote", on: "stage", of: "opportunity", when: "stage = Presentation",
      do: "create task '准备方案' for @customer.owner")
    let customer = try scene.customer("Acme")
    let opportunity = try scene.records.add(
      "opportunity", ["customer": "\(customer)", "name": "sale", "stage": "Presentation"])
    #expect(try tasks() == ["wang|customer/\(customer)|-|准备方案"])
    #expect(try scene.number("SELECT opportunity FROM task") == Int(opportunity))
    try scene.store.expectSound()
  }

  @Test func nobodyOrWhoLeftGetsNoTask() throws {
    try scene.rule("call", on: "created", do: "create task call")
    try scene.records.add("customer", ["name": "Pooled", "pool": "public"])
    try scene.records.edit("user", scene.wang, ["active": "no"])
    let acme = try scene.records.add("customer", ["name": "Acme", "owner": "li"])
    #expect(try tasks() == ["li|customer/\(acme)|-|call"])
  }

  /// A rule about tasks that makes tasks never comes to rest.
  @Test func aLoopIsAnError() throws {
    try scene.rule("again", on: "created", of: "task", do: "create task again")
    try scene.records.add("task", ["title": "first"], expecting: .no)
    #expect(try tasks() == [])
  }

  @Test func aTaskOnATaskIsAboutTheSameCustomer() throws {
    try scene.rule(
      "next", on: "created", of: "task", when: "title = first", do: "create task second due 1d")
    let customer = try scene.customer("Acme")
    try scene.records.add(
      "task", ["title": "first", "customer": "\(customer)", "assignee": "li"])
    #expect(
      try tasks() == [
        "li|customer/\(customer)|-|first", "li|customer/\(customer)|2026-03-02|second",
      ])
  }

  @Test(arguments: [
    ("create task ' '", "customer"), ("create task call due someday", "customer"),
    ("create task call for role:sales", "customer"),
    ("create task call for user:nobody", "customer"),
    ("create task call for @level", "customer"), ("create task call", "contact"),
    ("create tas call", "customer"), ("create task", "customer"),
  ])
  func mistakesAreRefusedWhenTheRuleIsSaved(text: String, noun: String) throws {
    let error = #expect(throws: UserError.self) {
      try scene.rule("wrong", on: "created", of: noun, do: text)
    }
    #expect(error?.excerpt != nil, "it shows the place")
    #expect(try scene.number("SELECT count(*) FROM rule") == 0)
  }

  @Test func aDeletedRecordGetsNoTask() throws {
    try scene.rule("gone", on: "deleted", do: "create task call", expecting: .usage)
  }
}
