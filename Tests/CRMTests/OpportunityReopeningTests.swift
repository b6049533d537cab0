import Store
import Testing
import Values

@testable import CRM

@Suite struct OpportunityReopeningTests {
  private let fixture: SalesFixture
  private let opportunity: Int64

  init() throws {
    fixture = try SalesFixture()
    opportunity = try fixture.add(
      .opportunity, ["customer": "Acme", "pipeline": "B2B", "amount": "100", "stage": "Engaging"])
  }

  private func lose() throws {
    _ = try OpportunityClosing(
      .lost(reason: "other", competitor: nil, note: "没有回音"), session: fixture.store.session()
    ).run(["\(opportunity)"])
  }

  @discardableResult
  private func reopen(
    to target: String? = nil, reason: String = "新预算", as user: String? = nil
  ) throws -> ChangeReport {
    try OpportunityReopening(to: target, reason: reason, session: fixture.store.session(as: user))
      .run(["\(opportunity)"])
  }

  private func row() throws -> String? {
    try fixture.text(
      """
      SELECT s.name || '|' || o.probability || '|' || ifnull(o.closed_at, '-') || '|'
        || ifnull(o.lost_reason, '-') || '|' || ifnull(o.lost_note, '-')
      FROM opportunity o JOIN stage s ON s.id = o.stage WHERE o.id = \(opportunity)
      """)
  }

  @Test func itGoesBackToWhereItWas() throws {
    try lose()
    let report = try reopen()
    #expect(report.summary.hasSuffix("from 'Lost' to 'Engaging'"))
    #expect(try row() == "Engaging|50|-|-|-")
    #expect(
      try fixture.text("SELECT reason FROM stage_event ORDER BY id DESC LIMIT 1") == "新预算")
    #expect(try fixture.violations() == [])
    // Everything is taken back together.
    _ = try OperationUndo(fixture.store.session()).undo(nil, isPartial: false)
    #expect(try row() == "Lost|0|2026-03-01T01:00:00Z|other|没有回音")
    #expect(try fixture.number("SELECT count(*) FROM stage_event") == 2)
    try fixture.store.expectSound()
  }

  @Test func aStageCanBeNamed() throws {
    try lose()
    try reopen(to: "Quote")
    #expect(try fixture.stageName(of: opportunity) == "Quote")
  }

  @Test(arguments: ["Won", "Lost"]) func onlyOpenStages(target: String) throws {
    try lose()
    let error = try #require(throws: UserError.self) { try reopen(to: target) }
    #expect(error.code == "E_STAGE")
    #expect(error.hints == ["open stages: 'Prospecting', 'Engaging', 'Quote'"])
  }

  @Test func whatIsOpenIsNotOpened() throws {
    let error = try #require(throws: UserError.self) { try reopen() }
    #expect(error.code == "E_OPEN_STAGE")
  }

  @Test(arguments: ["", "  "]) func aReasonIsNeeded(reason: String) throws {
    try lose()
    let error = try #require(throws: UserError.self) { try reopen(reason: reason) }
    #expect(error.code == "E_REQUIRED")
  }

  @Test func onlyManagersDoIt() throws {
    try lose()
    try fixture.add(.user, ["name": "李伟", "login": "li.wei"])
    let error = try #require(throws: UserError.self) { try reopen(as: "li.wei") }
    #expect(error.exit == .denied)
    #expect(try fixture.stageName(of: opportunity) == "Lost")
  }

  @Test func theStageOfBeforeMayBeGone() throws {
    try lose()
    let session = fixture.store.session()
    let engaging = try fixture.stage("Engaging")
    _ = try session.write {
      try RecordPresence(.stage, session: session, db: $0).delete([engaging])
    }
    try reopen()
    #expect(try fixture.stageName(of: opportunity) == "Prospecting")
    #expect(
      fixture.store.notes.last?.hasPrefix("the stage 'Engaging', where opportunity/\(opportunity) ")
        == true)
    #expect(
      fixture.store.notes.last?.hasSuffix(" was last, was deleted: it goes to 'Prospecting'")
        == true)
  }

  @Test func noOtherVerbLeavesAClosedStage() throws {
    try lose()
    for direction in [StageWalk.Direction.forward, .backward] {
      let error = try #require(throws: UserError.self) {
        try StageWalk(direction, to: nil, session: fixture.store.session()).run(["\(opportunity)"])
      }
      #expect(error.code == "E_CLOSED_STAGE")
    }
    #expect(throws: UserError.self) {
      try OpportunityClosing(.won(amount: nil), session: fixture.store.session())
        .run(["\(opportunity)"])
    }
  }
}
