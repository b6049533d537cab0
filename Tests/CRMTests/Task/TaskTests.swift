import CRM
import Catalogue
import Store
import Testing
import Values

@Suite struct TaskTests {
  let scene: PoolScene
  let customer: Int64

  init() throws {
    scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    customer = try scene.customer("华为", owner: "li.wei")
  }

  private func move(_ task: Int64, to state: TaskState, note: String? = nil, as user: String? = nil)
    throws -> TaskMove.Result
  {
    try TaskMove(scene.store.session(as: user)).move(["\(task)"], to: state, note: note).value
  }

  private func snooze(_ task: Int64, _ shift: TaskSnooze.Shift) throws -> String? {
    _ = try TaskSnooze(scene.store.session()).snooze(["\(task)"], shift)
    return try scene.value("SELECT due FROM task WHERE id = \(task)")
  }

  // MARK: Making

  @Test func aNewTaskIsOpenAndOnesOwn() throws {
    let task = try scene.task("回访", of: customer, due: "下周五", as: "li.wei")
    #expect(try scene.assignee(of: task) == "li.wei")
    #expect(try scene.state(of: task) == "open")
    #expect(try scene.value("SELECT due FROM task WHERE id = \(task)") == "2026-03-06")
    #expect(try scene.value("SELECT priority FROM task WHERE id = \(task)") == "normal")
    try scene.store.expectSound()
  }

  @Test func theCustomerComesFromContactAndOpportunity() throws {
    let contact = try scene.add(.contact, ["name": "李娜", "customer": "\(customer)"])
    let opportunity = try scene.opportunity(of: customer, owner: nil)
    for part in [("contact", contact), ("opportunity", opportunity)] {
      let task = try scene.task("call", [part.0: "\(part.1)"])
      #expect(try scene.value("SELECT customer FROM task WHERE id = \(task)") == customer)
    }
    let other = try scene.customer("中兴")
    let refused = try scene.failure { try scene.task("call", of: other, ["contact": "\(contact)"]) }
    #expect(refused.code == "E_CUSTOMER")
  }

  @Test func whatIsDoneAlreadyCanBeNoted() throws {
    let task = try scene.task("call", assignee: "li.wei", ["state": "done"])
    #expect(
      try scene.value(
        """
        SELECT u.login || ' ' || t.done_at FROM task t JOIN "user" u ON u.id = t.done_by
        WHERE t.id = \(task)
        """) == "li.wei 2026-03-01T01:00:00Z")
    #expect(try scene.failure { try scene.edit(.task, task, ["state": "open"]) }.exit == .usage)
    try scene.store.expectSound()
  }

  @Test func whoLeftGetsNothingToDo() throws {
    let task = try scene.task("call", assignee: "li.wei")
    let wang: Int64 = try #require(
      try scene.value("SELECT id FROM \"user\" WHERE login = 'wang.fang'"))
    try scene.edit(.user, wang, ["active": "no"])
    #expect(
      try scene.failure { try scene.task("call", assignee: "wang.fang") }.code == "E_INACTIVE")
    let edited = try scene.failure { try scene.edit(.task, task, ["assignee": "wang.fang"]) }
    #expect(edited.code == "E_INACTIVE")
  }

  /// A task is a part of its customer and of its opportunity.
  @Test func tasksAreDeletedAndRestoredWithWhatTheyAreAbout() throws {
    let opportunity = try scene.opportunity(of: customer, owner: nil)
    let ofCustomer = try scene.task("a", of: customer)
    let ofOpportunity = try scene.task("b", ["opportunity": "\(opportunity)"])
    let gone = "SELECT group_concat(id) FROM task WHERE deleted_at IS NOT NULL" as SQL
    try scene.delete(.opportunity, opportunity)
    #expect(try scene.value(gone) == "\(ofOpportunity)")
    scene.now = "2026-03-01T02:00:00Z"
    try scene.delete(.customer, customer)
    #expect(try scene.value(gone) == "\(ofCustomer),\(ofOpportunity)")
    let session = scene.store.session()
    _ = try session.write { db in
      try RecordPresence(.customer, session: session, db: db).restore([customer])
    }
    #expect(try scene.value(gone) == "\(ofOpportunity)", "it was deleted before its customer")
    try scene.store.expectSound()
  }

  // MARK: Closing

  @Test func whoDidItAndWhenIsKept() throws {
    let task = try scene.task("call", assignee: "li.wei")
    scene.now = "2026-03-02T03:00:00Z"
    #expect(try move(task, to: .done, note: " 谈妥 ", as: "wang.fang").tasks == [task])
    let row = try scene.value(
      """
      SELECT state || ' ' || done_at || ' ' || (SELECT login FROM "user" WHERE id = done_by) || ' '
        || outcome FROM task WHERE id = \(task)
      """, as: String.self)
    #expect(row == "done 2026-03-02T03:00:00Z wang.fang 谈妥")
    #expect(try move(task, to: .done, note: "again").tasks == [], "it stays as it is")
    #expect(try move(task, to: .open).tasks == [task])
    #expect(
      try scene.value(
        "SELECT done_at IS NULL AND done_by IS NULL AND outcome IS NULL FROM task WHERE id = \(task)"
      )
        == 1)
    try scene.store.expectSound()
  }

  @Test func closedTasksAreOpenedFirst() throws {
    let done = try scene.task("a")
    let cancelled = try scene.task("b")
    let open = try scene.task("c")
    _ = try move(done, to: .done)
    _ = try move(cancelled, to: .cancelled)
    #expect(try scene.exit { _ = try move(cancelled, to: .done) } == .conflict)
    #expect(try scene.exit { _ = try move(done, to: .cancelled) } == .conflict)
    #expect(try scene.exit { _ = try snooze(done, .by("3d")) } == .conflict)
    let both = try scene.exit {
      _ = try TaskMove(scene.store.session()).move(["\(open)", "\(cancelled)"], to: .done)
    }
    #expect(both == .conflict)
    #expect(try scene.state(of: open) == "open", "all of them or none")
    #expect(try scene.exit { _ = try move(open, to: .done, note: " ") } == .usage)
  }

  // MARK: Putting off

  @Test(arguments: [
    ("2026-03-05", "3d", "2026-03-08"), ("2026-03-05", "2w", "2026-03-19"),
    ("2026-03-05", "1m", "2026-04-05"), ("2026-03-05", "3天", "2026-03-08"),
    ("2026-03-05", "2 weeks", "2026-03-19"), ("2026-02-01", "1d", "2026-03-02"),
    (nil, "1周", "2026-03-08"),
  ])
  func puttingOffByAStretch(due: String?, stretch: String, wanted: String) throws {
    let task = try scene.task("call", due: due)
    #expect(try snooze(task, .by(stretch)) == wanted)
  }

  @Test(arguments: ["-3d", "0d", "3天前", "fri", "2026-04-01", "", "soon", "999999999d"])
  func whatIsNoStretch(text: String) throws {
    let task = try scene.task("call", due: "2026-03-05")
    #expect(try scene.exit { _ = try snooze(task, .by(text)) } == .usage)
    #expect(try scene.value("SELECT due FROM task WHERE id = \(task)") == "2026-03-05")
  }

  /// The day of the store's zone, where it is already tomorrow.
  @Test func puttingOffToADay() throws {
    scene.now = "2026-03-01T17:00:00Z"
    let task = try scene.task("call", due: "2026-03-05")
    #expect(try snooze(task, .until("today")) == "2026-03-02")
    #expect(try scene.exit { _ = try snooze(task, .until("2026-03-01")) } == .usage)
  }

  // MARK: Facts

  @Test func overdueAndOpenTasksAreFacts() throws {
    let opportunity = try scene.opportunity(of: customer, owner: nil)
    let late = try scene.task("a", of: customer, due: "2026-02-28")
    let today = try scene.task("b", due: "2026-03-01", ["opportunity": "\(opportunity)"])
    let closed = try scene.task("c", of: customer, due: "2026-02-01")
    try scene.task("d", of: customer)
    _ = try move(closed, to: .done)
    #expect(try list(.task, where: "overdue") == ["\(late)"])
    #expect(try list(.customer, where: "open_tasks = 3") == ["\(customer)"])
    // The day begins at 16:00 UTC in Shanghai.
    scene.now = "2026-03-01T16:00:00Z"
    #expect(try list(.task, where: "overdue") == ["\(late)", "\(today)"])
  }

  private func list(_ noun: Noun, where condition: String) throws -> [String] {
    let session = scene.store.session()
    return try session.read { db in
      try RecordSelection([], filter: RecordFilter(conditions: [condition]))
        .ids(of: noun, session: session, in: db).map(String.init)
    }
  }

  /// What somebody did to the file by hand is found.
  @Test func whatMustHoldIsChecked() throws {
    let contact = try scene.add(.contact, ["name": "李娜", "customer": "\(customer)"])
    let other = try scene.customer("中兴", owner: "li.wei")
    let task = try scene.task("a", ["contact": "\(contact)"])
    try scene.share(other, with: "wang.fang")
    _ = try scene.store.session().write { db in
      try db.update("task", where: "id = \(task)", set: [("customer", "\(other)")])
      try db.update("customer_share", where: "1", set: [("user", "2")])
    }
    let findings = try IntegrityCheck(scene.store.session()).run().filter { $0.count > 0 }
    #expect(
      findings.map(\.check) == [
        "a task is about the customer behind its contact, its opportunity and its lead",
        "a customer is shared with others than its owner",
      ])
    #expect(findings.map(\.sample) == [["task/\(task)"], ["share/1"]])
  }

  @Test func rulesAreSetOffByTasks() throws {
    let rules = RuleScene(scene.store)
    try rules.add(
      "rule",
      [
        "name": "busy", "kind": "automation", "noun": "customer", "on": "schedule",
        "when": "open_tasks >= 2", "do": "set remark = busy",
      ])
    try scene.task("a", of: customer)
    try scene.task("b", of: customer)
    #expect(try AutomationRun(scene.store.session()).run([]).value.map(\.records) == [1])
  }
}
