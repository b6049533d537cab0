import CRM
import Catalogue
import Store
import Testing
import Values

/// The follow status of customers, compared with a table of what the process allows.
@Suite struct StatusTests {
  private let fixture: ImportFixture

  init() throws {
    fixture = try ImportFixture()
  }

  private static let order = ["pending", "intent", "proposal", "quote_review", "won", "lost"]

  /// Whether the process lets a customer go from one state to another.
  private static func isAllowed(_ from: Int, _ to: Int, isReversible: Bool) -> Bool {
    if from == to { return true }
    if from >= 4 { return false }
    return to > from || (isReversible && to == from - 1)
  }

  @Test(arguments: [false, true]) func everyWayIsAllowedOrNot(_ isReversible: Bool) throws {
    _ = try StatusOverview(fixture.store.session()).setReversible(isReversible)
    for (from, origin) in Self.order.enumerated() {
      for (to, target) in Self.order.enumerated() {
        let name = "\(origin) to \(target)"
        try fixture.report("name,status\n\(name),\(origin)\n")
        let isMoved = (try? move([name], target)) != nil
        #expect(isMoved == Self.isAllowed(from, to, isReversible: isReversible), "\(name)")
        #expect(try status(name) == (isMoved ? target : origin))
      }
    }
    try fixture.store.expectSound()
  }

  @Test func newCustomersBeginWithTheInitialState() throws {
    try fixture.report("name,status\nA,\nB,\\N\nC,方案报价\n")
    #expect(
      try fixture.rows("SELECT status FROM customer ORDER BY id")
        == ["pending", "pending", "proposal"])
    // Which one that is, its kind says, not its place in the list.
    try edit("customer.status.pending", "position", "99")
    try fixture.report("name\nD\n")
    #expect(try status("D") == "pending")
    #expect(try move(["D"], "intent") == 1)
  }

  @Test func allMoveOrNone() throws {
    try fixture.report("name,status\nA,pending\nB,won\nC,proposal\n")
    #expect(throws: UserError.self) { try move(["A", "B"], "lost") }
    #expect(try status("A") == "pending")
    #expect(try move(["A", "C"], "proposal") == 1)
  }

  @Test func movesAreEventsAndCanBeUndone() throws {
    try fixture.report("name\nA\n")
    try move(["A"], "intent")
    try move(["A"], "won")
    let events: SQL = "SELECT from_status || '>' || to_status FROM status_event ORDER BY id"
    #expect(try fixture.rows(events) == ["pending>intent", "intent>won"])
    _ = try OperationUndo(fixture.store.session()).undo(nil, isPartial: false)
    #expect(try fixture.rows(events) == ["pending>intent"])
    #expect(try status("A") == "intent")
    try fixture.store.expectSound()
  }

  @Test func closedCustomersAreOpenedWhereTheyWere() throws {
    try fixture.report("name,status\nA,pending\nB,lost\nC,intent\n")
    try move(["A"], "proposal")
    try move(["A", "C"], "won")
    let reopening = StatusReopening(fixture.store.session())
    _ = try reopening.reopen(["A", "B", "C"], to: nil, reason: "new budget")
    // Nobody knows where B was before it was imported.
    #expect(
      try fixture.rows("SELECT status FROM customer ORDER BY id")
        == ["proposal", "pending", "intent"])
    #expect(
      try fixture.rows("SELECT count(*) FROM status_event WHERE reason = 'new budget'") == ["3"])
    #expect(throws: UserError.self) { _ = try reopening.reopen(["A"], to: nil, reason: "again") }
    try move(["A"], "lost")
    #expect(throws: UserError.self) { _ = try reopening.reopen(["A"], to: "won", reason: "x") }
    #expect(throws: UserError.self) { _ = try reopening.reopen(["A"], to: nil, reason: " ") }
    _ = try reopening.reopen(["A"], to: "待跟进", reason: "x")
    #expect(try status("A") == "pending")
    try fixture.store.expectSound()
  }

  /// A state that was taken out of the list meanwhile is no place to go back to.
  @Test func openedCustomersDoNotGoWhereNobodyGoes() throws {
    try fixture.report("name,status\nA,proposal\n")
    try move(["A"], "won")
    try delete("customer.status.proposal")
    _ = try StatusReopening(fixture.store.session()).reopen(["A"], to: nil, reason: "x")
    #expect(try status("A") == "pending")
  }

  @Test func onlyManagersOpen() throws {
    try fixture.report("name,status\nA,won\n")
    try fixture.report("name,login,role\nSu,su,sales\nMa,ma,manager\n", into: .user)
    #expect(throws: UserError.self) {
      _ = try StatusReopening(fixture.store.session(as: "su")).reopen(["A"], to: nil, reason: "x")
    }
    _ = try StatusReopening(fixture.store.session(as: "ma")).reopen(["A"], to: nil, reason: "x")
    #expect(try status("A") == "pending")
  }

  /// Everything that would leave the process without a beginning or an end is refused.
  @Test(arguments: [
    ("pending", "kind", "middle"), ("pending", "kind", "won"), ("pending", "active", "no"),
    ("won", "kind", "lost"), ("lost", "kind", "middle"), ("won", "active", "no"),
    ("intent", "kind", "initial"), ("intent", "kind", ""),
  ])
  func theEndsStay(_ key: String, _ field: String, _ value: String) throws {
    #expect(throws: UserError.self) { try edit("customer.status.\(key)", field, value) }
    try fixture.store.expectSound()
  }

  @Test(arguments: ["pending", "won", "lost"])
  func theEndsAreNotDeleted(_ key: String) throws {
    #expect(throws: UserError.self) { try delete("customer.status.\(key)") }
  }

  @Test func anotherEndMakesTheFirstOneFree() throws {
    try fixture.report("dictionary,key,kind\ncustomer.status,dead,lost\n", into: .dict)
    try edit("customer.status.lost", "active", "no")
    try edit("customer.status.lost", "kind", "middle")
    try delete("customer.status.lost")
    try fixture.store.expectSound()
  }

  @Test func filesBringSoundStatesOnly() throws {
    let initial = "dictionary,key,kind\ncustomer.status,begin,initial\n"
    #expect(try fixture.faults(initial, into: .dict) == ["E_STATES -:-"])
    let kind = "dictionary,key,kind\ncustomer.level,S,won\n"
    #expect(try fixture.faults(kind, into: .dict) == ["E_KIND 2:-"])
    try fixture.report(
      "dictionary,key,label_zh\ncustomer.status,trial,试用\ncustomer.status,demo,演示\n", into: .dict)
    #expect(
      try fixture.rows(
        """
        SELECT key || ' ' || kind || ' ' || position FROM dictionary_entry
        WHERE dictionary = 'customer.status' ORDER BY position, id
        """)
        == [
          "pending initial 10", "intent middle 20", "proposal middle 30",
          "quote_review middle 40", "trial middle 45", "demo middle 47", "won won 50",
          "lost lost 60",
        ])
    try fixture.report("name,status\nA,试用\n")
    #expect(try move(["A"], "demo") == 1)
  }

  /// A state that is deleted is replaced by another one, whatever the process allows; that is a move.
  @Test func customersOfADeletedStateMove() throws {
    try fixture.report("name,status\nA,proposal\nB,pending\n")
    let session = fixture.store.session()
    _ = try session.write { db in
      let ids: [Int64] = try db.values(
        "SELECT id FROM dictionary_entry WHERE name = 'customer.status.proposal'")
      #expect(try DictUse(session: session, db: db).replace(ids, with: "intent", in: db) == 1)
      try RecordPresence(.dict, session: session, db: db).delete(ids)
    }
    #expect(try status("A") == "intent")
    #expect(try fixture.count("status_event") == "1")
    try fixture.store.expectSound()
  }

  /// A file of updates does not move customers past the process.
  @Test func updatesLeaveTheStatus() throws {
    try fixture.report("name,status\nA,won\n")
    let report = try fixture.report("name,status,level\nA,pending,B\n") {
      $0.onDuplicate = .update
    }
    #expect(report.updated == 1)
    #expect(try status("A") == "won")
    #expect(
      fixture.store.notes.last
        == "status of existing customers stays as it is; 'crm customer status' changes it")
  }

  // MARK: Parts

  /// Returns how many moved.
  @discardableResult
  private func move(_ names: [String], _ state: String) throws -> Int {
    try StatusMove(fixture.store.session()).move(RecordSelection(names), to: state).value.customers
      .count
  }

  private func status(_ name: String) throws -> String? {
    try fixture.rows("SELECT status FROM customer WHERE name = \(name)").first
  }

  private func edit(_ entry: String, _ field: String, _ text: String) throws {
    let session = fixture.store.session()
    _ = try session.write { db in
      let id = try ReferenceResolver(.dict, session: session, in: db).id(for: entry)
      _ = try RecordEditor(.dict, session: session, db: db)
        .edit([id], set: [(try #require(Noun.dict.field(field)), text)])
    }
  }

  private func delete(_ entry: String) throws {
    let session = fixture.store.session()
    _ = try session.write { db in
      let id = try ReferenceResolver(.dict, session: session, in: db).id(for: entry)
      try RecordPresence(.dict, session: session, db: db).delete([id])
    }
  }
}
