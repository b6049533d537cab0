import Catalogue
import Store
import Testing
import Values

@testable import CRM

@Suite struct TicketTests {
  let scene: PoolScene
  let customer: Int64

  init() throws {
    scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    customer = try scene.customer("华为", owner: "li.wei")
  }

  private func ticket(
    _ title: String, _ more: [String: String] = [:], assignee: String? = nil
  ) throws -> Int64 {
    var values = more.merging(["title": title, "customer": "\(customer)"]) { own, _ in own }
    values["assignee"] = assignee
    return try scene.add(.ticket, values)
  }

  @discardableResult
  private func move(
    _ tickets: Int64..., to state: TicketState, note: String? = nil, as user: String? = nil
  ) throws -> [Int64] {
    try TicketMove(scene.store.session(as: user)).move(
      RecordSelection(tickets.map(String.init)), to: state, note: note
    ).value.tickets
  }

  /// The states and notes of a ticket, one after the other: `open>in_progress look`.
  private func way(of ticket: Int64) throws -> [String] {
    try scene.store.session().read { db in
      try db.values(
        """
        SELECT iif(e.to_state IS NULL, '', ifnull(e.from_state, '') || '>' || e.to_state)
          || ifnull(' ' || e.note, '') || ' ' || u.login
        FROM ticket_event e JOIN "user" u ON u.id = e."by" WHERE e.ticket = \(ticket) ORDER BY e.id
        """)
    }
  }

  private func list(_ noun: Noun, where condition: String) throws -> [Int64] {
    let session = scene.store.session()
    return try session.read { db in
      try RecordSelection([], filter: RecordFilter(conditions: [condition]))
        .ids(of: noun, session: session, in: db)
    }
  }

  private func assignee(of ticket: Int64) throws -> String? {
    try scene.value(
      "SELECT u.login FROM ticket t JOIN \"user\" u ON u.id = t.assignee WHERE t.id = \(ticket)")
  }

  // MARK: Making

  @Test func aNewTicketIsOpenAndNobodys() throws {
    let ticket = try ticket("无法开机", ["due": "3d"])
    #expect(
      try scene.value(
        """
        SELECT kind || ' ' || priority || ' ' || state || ' ' || due || ' ' || (assignee IS NULL)
        FROM ticket WHERE id = \(ticket)
        """) == "consultation normal open 2026-03-04 1")
    #expect(try way(of: ticket) == [">open admin"])
    try scene.store.expectSound()
  }

  @Test func whoReportsItIsAtTheCustomer() throws {
    let contact = try scene.add(.contact, ["name": "李娜", "customer": "\(customer)"])
    let other = try scene.customer("中兴")
    let ticket = try ticket("a", ["contact": "\(contact)"])
    let foreign = try scene.failure {
      try scene.add(
        .ticket, ["title": "b", "customer": "\(other)", "contact": "\(contact)"])
    }
    #expect(foreign.code == "E_CUSTOMER")
    let stranger = try scene.add(.contact, ["name": "张", "customer": "\(other)"])
    #expect(
      try scene.failure { try scene.edit(.ticket, ticket, ["contact": "\(stranger)"]) }.code
        == "E_CUSTOMER")
    try scene.store.expectSound()
  }

  @Test func itIsAboutAContractOfItsCustomer() throws {
    let other = try scene.customer("中兴")
    let contracts = try [customer, other].map {
      try scene.add(.contract, ["customer": "\($0)", "amount": "10"])
    }
    let ticket = try ticket("a", ["contract": "\(contracts[0])"])
    let foreign: [() throws -> Void] = [
      { _ = try self.ticket("b", ["contract": "\(contracts[1])"]) },
      { try scene.edit(.ticket, ticket, ["contract": "\(contracts[1])"]) },
    ]
    for refused in foreign { #expect(try scene.failure(refused).code == "E_CUSTOMER") }
    try scene.store.expectSound()
  }

  @Test func ticketsOfPastYears() throws {
    let closed = try ticket("a", ["state": "closed"])
    #expect(try way(of: closed) == [">closed admin"])
    #expect(
      try scene.value(
        "SELECT resolved_at = closed_at AND closed_at = created_at FROM ticket WHERE id = \(closed)"
      )
        == 1)
    let resolved = try ticket("b", ["state": "resolved"])
    #expect(
      try scene.value(
        "SELECT resolved_at IS NOT NULL AND closed_at IS NULL FROM ticket WHERE id = \(resolved)")
        == 1)
    try scene.store.expectSound()
  }

  @Test func whoLeftGetsNothingToDo() throws {
    let wang: Int64 = try #require(
      try scene.value("SELECT id FROM \"user\" WHERE login = 'wang.fang'"))
    let ticket = try ticket("a", assignee: "wang.fang")
    try scene.edit(.user, wang, ["active": "no"])
    for refused in [
      { _ = try self.ticket("b", assignee: "wang.fang") },
      { try scene.edit(.ticket, ticket, ["assignee": "wang.fang", "priority": "low"]) },
      {
        _ = try TicketAssignment(scene.store.session()).assign(["\(ticket)"], to: "wang.fang")
      },
    ] as [() throws -> Void] {
      #expect(try scene.failure(refused).code == "E_INACTIVE")
    }
  }

  // MARK: States

  @Test func theWayThroughTheStates() throws {
    let ticket = try ticket("a")
    #expect(try move(ticket, to: .inProgress, note: " 上门 ", as: "li.wei") == [ticket])
    scene.now = "2026-03-02T01:00:00Z"
    try move(ticket, to: .resolved)
    scene.now = "2026-03-03T01:00:00Z"
    try move(ticket, to: .closed)
    #expect(
      try scene.value("SELECT resolved_at || ' ' || closed_at FROM ticket WHERE id = \(ticket)")
        == "2026-03-02T01:00:00Z 2026-03-03T01:00:00Z")
    try move(ticket, to: .open, note: "再次出现", as: "wang.fang")
    #expect(
      try scene.value(
        "SELECT resolved_at IS NULL AND closed_at IS NULL FROM ticket WHERE id = \(ticket)") == 1)
    #expect(
      try way(of: ticket) == [
        ">open admin", "open>in_progress 上门 li.wei", "in_progress>resolved admin",
        "resolved>closed admin", "closed>open 再次出现 wang.fang",
      ])
    #expect(try move(ticket, to: .open, note: "again") == [], "it stays as it is")
    try scene.store.expectSound()
  }

  @Test func waysThatThereAreNot() throws {
    let open = try ticket("a")
    let resolved = try ticket("b")
    try move(resolved, to: .resolved)
    for (ticket, state) in [
      (open, TicketState.closed), (resolved, .inProgress),
    ] {
      let refused = try scene.failure { try move(ticket, to: state, note: "x") }
      #expect(refused.exit == .conflict && refused.code == "E_TICKET_STATE")
    }
    #expect(try scene.exit { try move(resolved, to: .open) } == .usage, "it needs a reason")
    #expect(try scene.exit { try move(resolved, to: .open, note: " ") } == .usage)
    #expect(try scene.exit { try move(open, to: .inProgress, note: "") } == .usage)
    #expect(try scene.exit { try move(open, resolved, to: .closed) } == .conflict)
    #expect(try scene.value("SELECT state FROM ticket WHERE id = \(resolved)") == "resolved")
    try scene.store.expectSound()
  }

  @Test func notesAndAssignees() throws {
    let ticket = try ticket("a")
    let hostile = String(repeating: "<b>\u{202E}\u{1B}[31m字\n", count: 1000)
    _ = try TicketNote(scene.store.session()).write(hostile, on: ["\(ticket)"])
    #expect(
      try scene.value("SELECT note FROM ticket_event WHERE note IS NOT NULL")
        == TrimmedBytes.trimmed(hostile))
    #expect(
      try scene.exit {
        _ = try TicketNote(scene.store.session()).write(" \n", on: ["\(ticket)"])
      } == .usage)
    let result = try TicketAssignment(scene.store.session()).assign(
      ["\(ticket)"], to: "li.wei", note: "拜托")
    #expect(result.value.tickets == [ticket])
    #expect(try assignee(of: ticket) == "li.wei")
    #expect(try way(of: ticket).last == " 拜托 admin")
    try move(ticket, to: .resolved)
    try move(ticket, to: .closed)
    let closed = try scene.failure {
      _ = try TicketAssignment(scene.store.session()).assign(["\(ticket)"], to: "wang.fang")
    }
    #expect(closed.exit == .conflict)
    try scene.store.expectSound()
  }

  @Test func everyVerbIsUndoneAndRedone() throws {
    let id = try ticket("a")
    let content: SQL = """
      SELECT (SELECT json_group_array(json_array(state, assignee, resolved_at, closed_at)) FROM ticket)
        || (SELECT json_group_array(json_array(from_state, to_state, note)) FROM ticket_event)
      """
    let verbs: [() throws -> Void] = [
      { try move(id, to: .inProgress) },
      { _ = try TicketNote(scene.store.session()).write("n", on: ["\(id)"]) },
      { _ = try TicketAssignment(scene.store.session()).assign(["\(id)"], to: "li.wei") },
      { try move(id, to: .resolved, note: "done") }, { try move(id, to: .closed) },
      { try move(id, to: .open, note: "again") },
    ]
    for verb in verbs {
      let before: String? = try scene.value(content)
      try verb()
      let after: String? = try scene.value(content)
      #expect(before != after)
      try scene.undo()
      #expect(try scene.value(content) == before)
      try scene.store.expectSound()
      _ = try OperationUndo(scene.store.session()).redo(nil, isPartial: false)
      #expect(try scene.value(content) == after)
    }
    try scene.store.expectSound()
  }

  @Test func aDryRunChangesNothing() throws {
    let id = try ticket("a")
    let result = try TicketMove(scene.store.session(dryRun: true)).move(["\(id)"], to: .resolved)
    #expect(result.value.tickets == [id] && result.isDryRun)
    #expect(try scene.value("SELECT state FROM ticket") == "open")
  }

  // MARK: What follows

  @Test func overdueAndOpenTicketsAreFacts() throws {
    let late = try ticket("a", ["due": "2026-02-28"])
    let today = try ticket("b", ["due": "2026-03-01"])
    let resolved = try ticket("c", ["due": "2026-02-01"])
    try move(resolved, to: .resolved)
    #expect(try list(.ticket, where: "overdue") == [late])
    #expect(try list(.customer, where: "open_tickets = 2") == [customer])
    // The day begins at 16:00 UTC in Shanghai.
    scene.now = "2026-03-01T16:00:00Z"
    #expect(try list(.ticket, where: "overdue") == [late, today])
  }

  @Test func ticketsWaitInTheInbox() throws {
    let due = try ticket("维修", ["due": "2026-03-01"], assignee: "li.wei")
    _ = try ticket("later", ["due": "2026-03-02"], assignee: "li.wei")
    _ = try ticket("foreign", ["due": "2026-03-01"], assignee: "wang.fang")
    let session = scene.store.session(as: "li.wei")
    let row = "ticket|2026-03-01|ticket/\(due)|维修|华为|"
    #expect(try FeedText.rows(of: Inbox(session).feed(), in: session) == [row])
    try move(due, to: .resolved)
    #expect(try FeedText.rows(of: Inbox(session).feed(), in: session) == [])
  }

  @Test func ticketsAreDeletedMergedAndShownWithTheirCustomer() throws {
    let id = try ticket("a", assignee: "li.wei")
    let view = try CustomerView(sections: ["tickets"], session: scene.store.session())
      .document(of: "\(customer)")
    #expect(view.list("tickets").map { $0["title"] } == [.text("a")])
    try scene.delete(.customer, customer)
    #expect(try scene.value("SELECT deleted_at IS NOT NULL FROM ticket WHERE id = \(id)") == 1)
    try scene.undo()
    let survivor = try scene.customer("华为技术", owner: "wang.fang")
    _ = try CustomerMerge(scene.store.session()).merge(["\(customer)"], into: "\(survivor)")
    #expect(try scene.value("SELECT customer FROM ticket WHERE id = \(id)") == survivor)
    try scene.store.expectSound()
  }

  // MARK: People who go

  @Test func ticketsOfTheFormerOwnerGoAlong() throws {
    let own = try ticket("own", assignee: "li.wei")
    let foreign = try ticket("foreign", assignee: "admin")
    let done = try ticket("done", assignee: "li.wei")
    try move(done, to: .resolved)
    let manifest = try scene.transfer(customer, to: "wang.fang")
    #expect(manifest.references == ["customer/\(customer)", "ticket/\(own)"])
    #expect(try assignee(of: own) == "wang.fang")
    #expect(try assignee(of: foreign) == "admin")
    #expect(try assignee(of: done) == "li.wei", "what is resolved is history")
  }

  @Test(arguments: [true, false]) func whoLeavesLeavesNoTickets(hasHeir: Bool) throws {
    let own = try ticket("own", assignee: "li.wei")
    let done = try ticket("done", assignee: "li.wei")
    try move(done, to: .resolved)
    let other = try scene.customer("中兴", owner: "wang.fang")
    let foreign = try scene.add(
      .ticket, ["title": "x", "customer": "\(other)", "assignee": "li.wei"])
    let manifest = try Offboarding(scene.store.session()).offboard(
      "li.wei", to: hasHeir ? .user("admin") : .pool("public")
    ).value.manifest
    #expect(try assignee(of: own) == (hasHeir ? "admin" : nil))
    #expect(try assignee(of: foreign) == (hasHeir ? "admin" : "wang.fang"))
    #expect(try assignee(of: done) == "li.wei")
    #expect(Set(manifest.references).isSuperset(of: ["ticket/\(own)", "ticket/\(foreign)"]))
    try scene.store.expectSound()
    try scene.undo()
    #expect(try assignee(of: own) == "li.wei")
  }

  // MARK: Report

  private func run(
    by names: [String]? = nil, where condition: String? = nil,
    _ change: (inout ReportParameters) -> Void = { _ in }
  ) throws -> (answer: any ReportAnswer, session: Session) {
    let session = scene.store.session()
    var parameters = ReportParameters()
    parameters.groupings = try names?.map { try Report.tickets.dimension($0) }
    if let condition {
      parameters.conditions = try session.read { db in
        try RecordFilter(conditions: [condition]).sql(
          for: .ticket, session: session,
          reader: try FieldReader(.option, session: session, db: db))
      }
    }
    change(&parameters)
    return (try Report.tickets.answer(ReportRun(parameters, session: session)), session)
  }

  private func report(
    by names: [String]? = nil, where condition: String? = nil,
    _ change: (inout ReportParameters) -> Void = { _ in }
  ) throws -> [String] {
    let (answer, session) = try run(by: names, where: condition, change)
    return try FeedText.rows(of: answer.table().feed(), in: session)
  }

  @Test func openTicketsAndTheTimeToResolve() throws {
    for hours in 1...10 {
      scene.now = "2026-03-01T01:00:00Z"
      let id = try ticket("r\(hours)", ["kind": "repair"], assignee: "li.wei")
      scene.now =
        Instant("2026-03-01T01:00:00Z")?.adding(seconds: Int64(hours) * 3600).description
        ?? ""
      try move(id, to: .resolved)
    }
    scene.now = "2026-03-10T01:00:00Z"
    _ = try ticket("late", ["kind": "repair", "due": "2026-03-09"], assignee: "li.wei")
    let begun = try ticket("begun", ["kind": "complaint"], assignee: "li.wei")
    try move(begun, to: .inProgress)
    let free = try ticket("free", ["priority": "urgent"])
    #expect(
      try report() == [
        "li.wei|repair|1|0|1|10|5.0|9.0", "li.wei|complaint|0|1|0|0||",
        "|consultation|1|0|0|0||",
      ])
    #expect(try report(by: ["priority"]) == ["urgent|1|0|0|0||", "normal|1|1|1|10|5.0|9.0"])
    #expect(try report(by: ["kind"], where: "priority = urgent") == ["consultation|1|0|0|0||"])
    let day = try #require(Day("2026-03-10"))
    #expect(
      try report(by: ["assignee"]) { $0.period = day...day } == ["li.wei|1|1|1|0||", "|1|0|0|0||"])
    // Six minutes are a tenth of an hour, three are rounded up to one.
    scene.now = "2026-03-10T01:03:00Z"
    try move(free, to: .resolved)
    #expect(try (report(by: ["assignee"]) { $0.period = day...day }).last == "|0|0|0|1|0.1|0.1")
    // The records behind the numbers.
    let (answer, session) = try run()
    func subjects(_ keys: [String]) throws -> [String] {
      try FeedText.rows(of: answer.records(keys).feed(fields: "title"), in: session)
    }
    #expect(try subjects(["li.wei", "repair", "overdue"]) == ["late"])
    #expect(try subjects(["li.wei", "Complaint"]) == ["begun"])
    #expect(try subjects(["", "Consultation", "resolved"]) == ["free"])
    #expect(try subjects(["li.wei", "Repair", "resolved"]).count == 10)
    // As it was: nine hours after the start one waited; two days before nothing was late.
    let march1 = try #require(Day("2026-03-01"))
    #expect(try report(by: ["assignee"]) { $0.asOf = march1 } == ["li.wei|0|0|0|10|5.0|9.0"])
    #expect(
      try report(by: ["assignee"]) { $0.asOf = day }
        == ["li.wei|1|1|1|10|5.0|9.0", "|0|0|0|1|0.1|0.1"])
    try scene.delete(.ticket, free)
    #expect(try report(by: ["assignee"]) { $0.period = day...day } == ["li.wei|1|1|1|0||"])
  }
}
