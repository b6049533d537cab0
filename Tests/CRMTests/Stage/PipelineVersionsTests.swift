import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Pipelines that are changed while opportunities run through them.
@Suite struct PipelineVersionsTests {
  private let fixture: SalesFixture

  init() throws {
    fixture = try SalesFixture()
  }

  private func edit(_ stage: String, _ name: String, _ text: String) throws {
    let session = fixture.store.session()
    let field = try #require(Noun.stage.field(name))
    let id = try fixture.stage(stage)
    _ = try session.write { db in
      try RecordEditor(.stage, session: session, db: db).edit([id], set: [(field, text)])
    }
  }

  private func versions() throws -> [String] {
    let table = try PipelineVersions(fixture.store.session()).list(of: fixture.pipeline)
    return try fixture.rows(of: try table.feed(fields: "version,changes"))
  }

  private func undo(_ operation: Int64? = nil) throws {
    _ = try OperationUndo(fixture.store.session()).undo(operation, isPartial: false)
  }

  @Test func everyChangeOfStagesIsAVersion() throws {
    #expect(try versions() == ["1|"])
    try edit("Quote", "probability", "70")
    try fixture.add(.stage, ["pipeline": "B2B", "name": "合同", "probability": "90"])
    try fixture.add(
      .checklistItem, ["stage": "stage/\(try fixture.stage("Quote"))", "name": "盖章"])
    #expect(try versions() == ["4|~Quote", "3|+合同", "2|~Quote", "1|"])
    // A change of the pipeline alone is none, nor is one that changes nothing.
    try fixture.set("allow_skip", to: "1", in: "pipeline", id: fixture.pipeline)
    try edit("Quote", "probability", "70")
    #expect(try versions().count == 4)
    try fixture.store.expectSound()
  }

  @Test func undoTakesTheVersionBack() throws {
    try edit("Quote", "probability", "70")
    try undo()
    #expect(try versions() == ["1|"])
    _ = try OperationUndo(fixture.store.session()).redo(nil, isPartial: false)
    #expect(try versions() == ["2|~Quote", "1|"])
    try fixture.store.expectSound()
  }

  @Test func undoingAnEarlierChangeIsAChangeOfItsOwn() throws {
    try edit("Quote", "probability", "70")
    let operation = try #require(
      try fixture.read { try $0.value("SELECT max(id) FROM operation", as: Int64.self) })
    try edit("Engaging", "max_days", "30")
    try undo(operation)
    #expect(try versions() == ["4|~Quote", "3|~Engaging, ~Quote", "1|"])
    try fixture.store.expectSound()
  }

  @Test func opportunitiesKeepTheirProbability() throws {
    for _ in 1...2 {
      try fixture.add(.opportunity, ["customer": "Acme", "pipeline": "B2B", "stage": "Quote"])
    }
    try fixture.add(
      .opportunity, ["customer": "Acme", "pipeline": "B2B", "stage": "Quote", "probability": "70"])
    try edit("Quote", "probability", "70")
    #expect(fixture.store.notes == ["2 opportunities in 'Quote' keep their probability"])
    #expect(try fixture.number("SELECT count(*) FROM opportunity WHERE probability = 80") == 2)
    #expect(try fixture.number("SELECT count(*) FROM stage_event") == 3)
  }

  @Test func closedStagesAreCertain() throws {
    let error = try #require(throws: UserError.self) { try edit("Won", "probability", "90") }
    #expect(error.message == "a stage of kind won has the probability 100")
    #expect(throws: UserError.self) { try edit("Lost", "forecast_category", "commit") }
    #expect(throws: UserError.self) { try edit("Quote", "forecast_category", "closed") }
    #expect(
      try fixture.text(
        """
        SELECT group_concat(forecast_category, ' ') FROM (SELECT * FROM stage
          WHERE pipeline = \(fixture.pipeline) ORDER BY position)
        """) == "pipeline pipeline pipeline closed omitted omitted")
  }

  @Test func aStageInUseIsDeletedWhenItsOpportunitiesMove() throws {
    let opportunity = try fixture.add(
      .opportunity, ["customer": "Acme", "pipeline": "B2B", "stage": "Quote"])
    let quote = try fixture.stage("Quote")
    try fixture.add(.checklistItem, ["stage": "stage/\(quote)", "name": "盖章"])
    let session = fixture.store.session()
    let error = try #require(throws: UserError.self) {
      try session.write { try RecordPresence(.stage, session: session, db: $0).delete([quote]) }
    }
    #expect(error.code == "E_IN_USE")
    for (destination, code) in [("Quote", "E_MOVE_TO"), ("Won", "E_REPLACEMENT")] {
      let error = try #require(throws: UserError.self) {
        try session.write {
          try StageRemoval.empty([quote], into: destination, session: session, in: $0)
        }
      }
      #expect(error.code == code)
    }
    let moved = try session.write { db in
      let count = try StageRemoval.empty([quote], into: "Engaging", session: session, in: db)
      try RecordPresence(.stage, session: session, db: db).delete([quote])
      return count
    }.value
    #expect(moved == 1)
    #expect(try fixture.stageName(of: opportunity) == "Engaging")
    #expect(try versions().first == "3|-Quote")
    #expect(try fixture.number("SELECT count(*) FROM checklist_item WHERE deleted_at IS NULL") == 0)
    try fixture.store.expectSound()
    try undo()
    #expect(try fixture.stageName(of: opportunity) == "Quote")
    #expect(try fixture.number("SELECT count(*) FROM checklist_item WHERE deleted_at IS NULL") == 1)
    #expect(try versions().first == "2|~Quote")
    try fixture.store.expectSound()
  }
}
