import Store
import Testing
import Values

@testable import CRM

@Suite struct StageWalkTests {
  private let fixture: SalesFixture
  private let opportunity: Int64

  init() throws {
    fixture = try SalesFixture()
    opportunity = try fixture.add(
      .opportunity, ["customer": "Acme", "pipeline": "B2B", "name": "Line 3"])
  }

  @discardableResult
  private func walk(_ direction: StageWalk.Direction, to target: String? = nil) throws
    -> ChangeReport
  {
    try StageWalk(direction, to: target, session: fixture.store.session()).run(["\(opportunity)"])
  }

  @Test func advancingGoesToTheNextOpenStage() throws {
    let report = try walk(.forward)
    #expect(
      report.summary == "moved opportunity/\(opportunity) 'Line 3' from 'Prospecting' to 'Engaging'"
    )
    #expect(try fixture.stageName(of: opportunity) == "Engaging")
    #expect(
      try fixture.number("SELECT probability FROM opportunity WHERE id = \(opportunity)") == 50)
    try walk(.forward)
    let error = try #require(throws: UserError.self) { try walk(.forward) }
    #expect(error.exit == .no)
    #expect(error.message.hasSuffix("is in the last open stage, 'Quote'"))
    #expect(try fixture.violations() == [])
  }

  @Test(arguments: [
    ("Quote", "E_SKIP"), ("Won", "E_CLOSED_STAGE"), ("Lost", "E_CLOSED_STAGE"),
    ("Nowhere", "E_REFERENCE"),
  ])
  func someStagesCannotBeReached(target: String, code: String) throws {
    let error = try #require(throws: UserError.self) { try walk(.forward, to: target) }
    #expect(error.code == code)
    #expect(try fixture.stageName(of: opportunity) == "Prospecting")
  }

  @Test func aPipelineMayAllowSkipping() throws {
    try fixture.set("allow_skip", to: "1", in: "pipeline", id: fixture.pipeline)
    try walk(.forward, to: "Quote")
    #expect(try fixture.stageName(of: opportunity) == "Quote")
  }

  @Test func goingWhereOneIsChangesNothing() throws {
    let report = try walk(.forward, to: "Prospecting")
    #expect(report.operation.id == nil)
    #expect(report.summary == "it already is in that stage")
  }

  @Test func goingBackHasAVerbOfItsOwn() throws {
    try walk(.forward)
    try walk(.forward)
    let error = try #require(throws: UserError.self) { try walk(.forward, to: "Prospecting") }
    #expect(error.hints == ["go back with 'crm stage back'"])
    try walk(.backward)
    #expect(try fixture.stageName(of: opportunity) == "Engaging")
    try walk(.backward, to: "Prospecting")
    #expect(try fixture.stageName(of: opportunity) == "Prospecting")
    #expect(throws: UserError.self) { try walk(.backward) }
    #expect(try fixture.violations() == [])
  }

  @Test func aPipelineMayForbidGoingBack() throws {
    try walk(.forward)
    try fixture.set("allow_back", to: "0", in: "pipeline", id: fixture.pipeline)
    let error = try #require(throws: UserError.self) { try walk(.backward) }
    #expect(error.code == "E_BACK")
  }

  @Test func theGuideOfTheNewStageIsShown() throws {
    let engaging = try fixture.stage("Engaging")
    try fixture.set("guide", to: "'# Call\n- ask'", in: "stage", id: engaging)
    try walk(.forward)
    #expect(fixture.store.notes == ["guide to 'Engaging':", "  # Call", "  - ask"])
  }

  @Test func allMoveOrNone() throws {
    let other = try fixture.add(
      .opportunity, ["customer": "Acme", "pipeline": "B2B", "stage": "Quote"])
    let error = try #require(throws: UserError.self) {
      try StageWalk(.forward, to: nil, session: fixture.store.session()).run([
        "\(opportunity)", "\(other)",
      ])
    }
    #expect(error.exit == .no)
    #expect(try fixture.stageName(of: opportunity) == "Prospecting")
  }
}
