import Store
import Testing
import Values

@testable import CRM

@Suite struct StagePipelineTests {
  private let fixture: SalesFixture

  init() throws {
    fixture = try SalesFixture()
  }

  @Test(
    arguments: [
      ("Quote:60", "Quote", 60), ("Q: part 2:0", "Q: part 2", 0), ("报价：60", "报价", 60),
      (" Quote :100", "Quote", 100),
    ] as [(String, String, Int64)])
  func aStageIsReadWithItsProbability(text: String, name: String, probability: Int64) throws {
    let stage = try PipelineDraft.stage(text)
    #expect(stage.name == name)
    #expect(stage.probability == probability)
  }

  @Test(arguments: ["Quote", "Quote:", "Quote:101", "Quote:-1", ":50", "Quote:5.5"])
  func whatIsNoStageIsRefused(text: String) {
    #expect(throws: UserError.self) { try PipelineDraft.stage(text) }
  }

  @Test func aPipelineIsOneOperationAndHasItsEndings() throws {
    let session = fixture.store.session()
    let before = try #require(try fixture.number("SELECT count(*) FROM operation"))
    _ = try PipelineDraft(name: "Retail", stages: [("Visit", 20)]).add(session: session)
    #expect(try fixture.number("SELECT count(*) FROM operation") == before + 1)
    #expect(
      try fixture.text(
        """
        SELECT group_concat(s.name || ' ' || s.kind || ' ' || s.probability, ', ')
        FROM (SELECT * FROM stage ORDER BY position) s JOIN pipeline p ON p.id = s.pipeline
        WHERE p.name = 'Retail'
        """) == "Visit open 20, Won won 100, Lost lost 0")
  }

  @Test func aPipelineNeedsAnOpenStage() throws {
    let draft = PipelineDraft(name: "Empty", stages: [])
    let error = #expect(throws: UserError.self) { try draft.add(session: fixture.store.session()) }
    #expect(error?.exit == .usage)
  }

  @Test func oneNameTwiceInAPipelineLeavesNothing() throws {
    let draft = PipelineDraft(name: "Twice", stages: [("A", 1), ("A", 2)])
    #expect(throws: UserError.self) { try draft.add(session: fixture.store.session()) }
    #expect(try fixture.number("SELECT count(*) FROM pipeline WHERE name = 'Twice'") == 0)
  }

  @Test func aStageThatIsAddedLaterStandsBeforeTheEndings() throws {
    try fixture.add(.stage, ["pipeline": "B2B", "name": "Contract", "probability": "90"])
    try fixture.add(.opportunity, ["customer": "Acme", "pipeline": "B2B"])
    let table = try StageList(session: fixture.store.session()).table(pipeline: fixture.pipeline)
    #expect(
      try fixture.rows(of: table.feed(fields: "name,kind,opportunities")) == [
        "Prospecting|open|1", "Engaging|open|0", "Quote|open|0", "Contract|open|0", "Won|won|0",
        "Lost|lost|0", "Invalid|invalid|0",
      ])
  }
}
