import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// What keeps opportunities from going on: required fields and checklists.
@Suite struct StageGateTests {
  private let fixture: SalesFixture
  private let opportunity: Int64

  init() throws {
    fixture = try SalesFixture()
    opportunity = try fixture.add(
      .opportunity, ["customer": "Acme", "pipeline": "B2B", "name": "Line 3"])
  }

  private func item(_ name: String, in stage: String, required: String = "yes") throws {
    try fixture.add(
      .checklistItem,
      ["stage": "stage/\(try fixture.stage(stage))", "name": name, "required": required])
  }

  private func require(_ fields: String, in stage: String) throws {
    let session = fixture.store.session()
    let field = try #require(Noun.stage.field("required_fields"))
    let id = try fixture.stage(stage)
    _ = try session.write { db in
      try RecordEditor(.stage, session: session, db: db).edit([id], set: [(field, fields)])
    }
  }

  private func edit(_ name: String, _ text: String) throws {
    let session = fixture.store.session()
    let field = try #require(Noun.opportunity.field(name))
    _ = try session.write { db in
      try RecordEditor(.opportunity, session: session, db: db)
        .edit([opportunity], set: [(field, text)])
    }
  }

  @discardableResult
  private func advance(to target: String? = nil, dryRun: Bool = false) throws -> ChangeReport {
    try StageWalk(.forward, to: target, session: fixture.store.session(dryRun: dryRun))
      .run(["\(opportunity)"])
  }

  @discardableResult
  private func check(_ items: String..., undo: Bool = false) throws -> StageChecking.Result {
    try StageChecking(fixture.store.session(), undo: undo)
      .check(items, of: "\(opportunity)").value
  }

  @Test func everythingThatIsMissingIsListedAtOnce() throws {
    try require("金额, expected_close tag", in: "Prospecting")
    try item("需求确认", in: "Prospecting")
    try item("预算确认", in: "Prospecting")
    try item("竞品对比", in: "Prospecting", required: "no")
    let error = try #require(throws: UserError.self) { try advance() }
    #expect(error.exit == .no)
    #expect(error.code == "E_GATE")
    #expect(
      error.message
        == "opportunity/\(opportunity) 'Line 3' does not go from 'Prospecting' to 'Engaging' yet: "
        + "amount is empty; expected_close is empty; tag is empty; '需求确认' is not checked; "
        + "'预算确认' is not checked")
    #expect(error.hints.count == 5)
    #expect(error.hints.contains("crm stage check \(opportunity) '需求确认'"))
    #expect(try fixture.stageName(of: opportunity) == "Prospecting")

    try edit("amount", "100")
    try edit("expected_close", "2026-05-01")
    let tag = try fixture.add(.tag, ["name": "VIP"])
    _ = try fixture.store.session().write { db in
      try db.insert(
        "opportunity_tag", [("opportunity", .integer(opportunity)), ("tag", .integer(tag))])
    }
    #expect(try check("需求确认").open == ["预算确认"])
    let rest = try #require(throws: UserError.self) { try advance() }
    #expect(rest.message.hasSuffix("yet: '预算确认' is not checked"))
    try check("预算确认")
    try advance()
    #expect(try fixture.stageName(of: opportunity) == "Engaging")
    try fixture.store.expectSound()
  }

  @Test func aCustomFieldCanBeRequiredAndThenStays() throws {
    let adding = fixture.store.session()
    let field = try adding.write { db in
      let texts = [("noun", "opportunity"), ("key", "budget"), ("type", "text")]
      return try CustomFieldAddition(session: adding, db: db).add(
        texts.compactMap { name, text in Noun.customField.field(name).map { ($0, text) } }
      ).id
    }.value
    try require("budget", in: "Prospecting")
    let error = try #require(throws: UserError.self) { try advance() }
    #expect(error.message.hasSuffix("budget is empty"))
    let session = fixture.store.session()
    let inUse = try #require(throws: UserError.self) {
      try session.write {
        try RecordPresence(.customField, session: session, db: $0).delete([field])
      }
    }
    #expect(inUse.code == "E_IN_USE")
    #expect(inUse.message.contains("the stage 'Prospecting'"))
  }

  @Test(arguments: ["nonsense", "stage", "closed_at", "amount amount"])
  func onlyFieldsThatPeopleFillInAreRequired(fields: String) throws {
    let error = try #require(throws: UserError.self) { try require(fields, in: "Quote") }
    #expect(error.code == "E_STAGE_FIELD")
  }

  @Test func stagesThatAreSkippedAskToo() throws {
    try fixture.set("allow_skip", to: "1", in: "pipeline", id: fixture.pipeline)
    try item("A", in: "Prospecting")
    try item("B", in: "Engaging")
    try item("C", in: "Quote")
    let error = try #require(throws: UserError.self) { try advance(to: "Quote") }
    #expect(
      error.message.hasSuffix("'A' is not checked ('Prospecting'); 'B' is not checked ('Engaging')")
    )
    try check("A", "B")
    try advance(to: "Quote")
    #expect(try fixture.stageName(of: opportunity) == "Quote")
  }

  @Test func winningPassesAllGatesAndLosingNone() throws {
    try item("A", in: "Prospecting")
    try item("C", in: "Quote")
    try require("competitor", in: "Lost")
    let win = OpportunityClosing(.won(amount: 100), session: fixture.store.session())
    let error = try #require(throws: UserError.self) { try win.run(["\(opportunity)"]) }
    #expect(error.code == "E_GATE")
    #expect(error.message.contains("'A' is not checked"))
    #expect(error.message.contains("'C' is not checked"))
    let lose = OpportunityClosing(
      .lost(reason: "price", competitor: nil, note: nil), session: fixture.store.session())
    let lost = try #require(throws: UserError.self) { try lose.run(["\(opportunity)"]) }
    #expect(lost.message.contains("competitor is empty"))
    // What the move itself fills in counts.
    _ = try OpportunityClosing(
      .lost(reason: "price", competitor: "Initech", note: nil), session: fixture.store.session()
    ).run(["\(opportunity)"])
    #expect(try fixture.stageName(of: opportunity) == "Lost")
  }

  @Test func goingBackAsksForNothingAndKeepsWhatIsChecked() throws {
    try item("A", in: "Prospecting")
    try check("A")
    try advance()
    try item("B", in: "Engaging")
    _ = try StageWalk(.backward, to: nil, session: fixture.store.session()).run(["\(opportunity)"])
    try advance()
    #expect(try fixture.stageName(of: opportunity) == "Engaging")
  }

  @Test func oneNameInTwoChecklistsMeansThatOfTheStage() throws {
    try item("演示", in: "Prospecting")
    try item("演示", in: "Engaging")
    try item("only there", in: "Quote")
    try check("演示")
    #expect(
      try fixture.text(
        """
        SELECT s.name FROM stage_check k JOIN checklist_item i ON i.id = k.item
        JOIN stage s ON s.id = i.stage
        """) == "Prospecting")
    // A later stage's item can be checked early.
    try check("only there")
    #expect(try fixture.number("SELECT count(*) FROM stage_check") == 2)
    let error = try #require(throws: UserError.self) { try check("nowhere") }
    #expect(error.exit == .notFound)
    #expect(error.hints.contains("the checklist of 'Prospecting': '演示'"))
  }

  @Test func checkingIsTakenBackByUndoAndByTheFlag() throws {
    try item("A", in: "Prospecting")
    #expect(try check("A").items == ["A"])
    #expect(try check("A").items == [])
    #expect(try check("A", undo: true).items == ["A"])
    #expect(try fixture.number("SELECT count(*) FROM stage_check") == 0)
    #expect(try check("A", undo: true).items == [])
    _ = try OperationUndo(fixture.store.session()).undo(nil, isPartial: false)
    #expect(try fixture.number("SELECT count(*) FROM stage_check") == 1)
    try fixture.store.expectSound()
  }

  @Test func closedOpportunitiesAreNotChecked() throws {
    try item("A", in: "Quote")
    _ = try OpportunityClosing(.invalid(note: nil), session: fixture.store.session())
      .run(["\(opportunity)"])
    let error = try #require(throws: UserError.self) { try check("A") }
    #expect(error.code == "E_CLOSED_STAGE")
  }

  @Test func manyAreRefusedTogetherAndNoneMoves() throws {
    try require("expected_close", in: "Prospecting")
    let others = try (1...12).map {
      try fixture.add(
        .opportunity,
        ["customer": "Globex", "pipeline": "B2B", "name": "N\($0)"].merging(
          $0 == 12 ? ["expected_close": "2026-04-01"] : [:]
        ) { first, _ in first })
    }
    let error = try #require(throws: UserError.self) {
      try StageWalk(.forward, to: nil, session: fixture.store.session()).run(
        RecordSelection(others.map { "\($0)" }))
    }
    #expect(error.message == "11 of 12 opportunities cannot move; none did")
    #expect(error.hints.contains("and 1 more"))
    #expect(try fixture.number("SELECT count(*) FROM stage_event") == 13)
  }

  @Test func approvalIsAutomaticAndSaysSo() throws {
    try fixture.set(
      "requires_approval", to: "1", in: "stage", id: try fixture.stage("Prospecting"))
    try advance()
    #expect(
      fixture.store.notes == [
        "'Prospecting' requires approval: automatic, since there is no approval flow"
      ])
  }

  @Test func aDryRunRefusesAndAllowsWhatTheRunDoes() throws {
    try item("A", in: "Prospecting")
    let dry = try #require(throws: UserError.self) { try advance(dryRun: true) }
    let real = try #require(throws: UserError.self) { try advance() }
    #expect(dry.message == real.message && dry.hints == real.hints)
    try check("A")
    let summary = try advance(dryRun: true).summary
    #expect(try fixture.stageName(of: opportunity) == "Prospecting")
    #expect(try advance().summary == summary)
  }
}
