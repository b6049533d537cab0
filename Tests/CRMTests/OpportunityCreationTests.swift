import Catalogue
import Store
import Testing
import Values

@testable import CRM

@Suite struct OpportunityCreationTests {
  private let fixture: SalesFixture

  init() throws {
    fixture = try SalesFixture()
  }

  private func field(_ name: String, of opportunity: Int64) throws -> Scalar? {
    try fixture.read {
      try $0.value("SELECT \(identifier: name) FROM opportunity WHERE id = \(opportunity)")
    }
  }

  private static func line(
    _ product: Int64, quantity: Int64 = 1000, price: Int64? = nil
  ) -> Line {
    var line = Line(product: product)
    line.quantity = quantity
    line.price = price
    return line
  }

  private func instant(_ text: String) throws -> Instant { try #require(Instant(text)) }

  @Test func aCommandFillsWhatIsLeftOut() throws {
    let id = try fixture.add(.opportunity, ["customer": "Acme"])
    #expect(try field("name", of: id) == .text("Acme"))
    #expect(try fixture.stageName(of: id) == "Interest")
    #expect(try field("probability", of: id) == .integer(10))
    #expect(try field("amount", of: id) == .null)
    #expect(try field("owner", of: id) == .integer(1))
    #expect(try field("closed_at", of: id) == .null)
    #expect(try fixture.way(of: id) == "Interest 2026-03-01")
    #expect(try fixture.violations() == [])
  }

  @Test func theStageIsOneOfThePipelineWhateverTheOrderOfFields() throws {
    let id = try fixture.add(
      .opportunity, ["stage": "Quote", "pipeline": "B2B", "customer": "Acme"])
    #expect(try fixture.stageName(of: id) == "Quote")
    #expect(try field("probability", of: id) == .integer(80))
  }

  @Test func aStageOfAnotherPipelineIsNotFound() throws {
    let error = try #require(throws: UserError.self) {
      try fixture.add(.opportunity, ["customer": "Acme", "stage": "Prospecting"])
    }
    #expect(error.exit == .notFound)
    #expect(error.message == "no stage 'Prospecting'")
    #expect(error.hints.contains("its pipeline is 'Sales'; 'crm stage list' shows the stages"))
  }

  @Test func aProbabilityGivenByHandStays() throws {
    let id = try fixture.add(.opportunity, ["customer": "Acme", "probability": "35"])
    #expect(try field("probability", of: id) == .integer(35))
  }

  @Test func linesArePricedAndSummedUp() throws {
    let press = try fixture.product("Press")
    let oil = try fixture.product("Oil")
    let id = try fixture.add(.opportunity, ["customer": "Acme"]) { rules, _ in
      rules.lines = [
        Self.line(press, quantity: 2000), Self.line(oil, quantity: 1500),
        Self.line(oil, price: 99),
      ]
    }
    // 2 × 1000.00 + 1.5 × 0.25 (0.375, half up 0.38) + 0.99
    #expect(try field("amount", of: id) == .integer(200_000 + 38 + 99))
    #expect(try field("name", of: id) == .text("Acme · Press"))
    let prices: [Int64] = try fixture.read {
      try $0.values("SELECT price FROM opportunity_line WHERE opportunity = \(id) ORDER BY id")
    }
    #expect(prices == [100_000, 25, 99])
  }

  @Test func anImportedBlankAmountStaysUnknown() throws {
    let press = try fixture.product("Press")
    let ids = try fixture.create(
      .opportunity, [["customer": "Acme", "amount": ""], ["customer": "Acme", "amount": "1054"]],
      from: .importing(isHistoric: true)
    ) { rules, _ in rules.lines = [Line(product: press)] }
    #expect(try field("amount", of: ids[0]) == .null)
    #expect(try field("amount", of: ids[1]) == .integer(105_400))
    #expect(try field("owner", of: ids[0]) == .null)
    let prices: [Int64] = try fixture.read {
      try $0.values("SELECT price FROM opportunity_line ORDER BY id")
    }
    #expect(prices == [100_000, 105_400])
  }

  @Test func withoutProductTheExternalIdIsTheName() throws {
    let id = try fixture.add(.opportunity, ["customer": "Acme", "external_id": "1C1I7A6R"])
    #expect(try field("name", of: id) == .text("1C1I7A6R"))
  }

  // MARK: Closed stages

  @Test(arguments: [CreationSource.command, .importing(isHistoric: false)])
  func aClosedStageIsForHistoriesOnly(source: CreationSource) throws {
    let error = try #require(throws: UserError.self) {
      try fixture.add(
        .opportunity, ["customer": "Acme", "pipeline": "B2B", "stage": "Won"], from: source)
    }
    #expect(error.code == "E_CLOSED_STAGE")
  }

  @Test func aHistoricImportKeepsTheWayThroughTheStages() throws {
    let engaging = try fixture.stage("Engaging")
    let entered = try instant("2016-10-19T16:00:00Z")
    let id = try fixture.add(
      .opportunity,
      [
        "customer": "Acme", "pipeline": "B2B", "stage": "Won", "amount": "1054",
        "closed_at": "2017-03-01",
      ], from: .importing(isHistoric: true)
    ) { rules, _ in rules.entered = [engaging: entered] }
    #expect(try fixture.way(of: id) == "Engaging 2016-10-19 > Won 2017-02-28")
    #expect(try field("created_at", of: id) == .text("2016-10-19T16:00:00Z"))
    #expect(try field("closed_at", of: id) == .text("2017-02-28T16:00:00Z"))
    #expect(try field("probability", of: id) == .integer(100))
    #expect(try fixture.violations() == [])
  }

  @Test func severalStagesAreEnteredInTheOrderOfTheirDays() throws {
    let days = [
      try fixture.stage("Quote"): try instant("2020-03-01T00:00:00Z"),
      try fixture.stage("Prospecting"): try instant("2020-01-01T00:00:00Z"),
      try fixture.stage("Engaging"): try instant("2020-02-01T00:00:00Z"),
    ]
    let id = try fixture.add(
      .opportunity, ["customer": "Acme", "pipeline": "B2B", "stage": "Quote"],
      from: .importing(isHistoric: true)
    ) { rules, _ in rules.entered = days }
    #expect(
      try fixture.way(of: id)
        == "Prospecting 2020-01-01 > Engaging 2020-02-01 > Quote 2020-03-01")
    #expect(try fixture.violations() == [])
  }

  @Test func closingBeforeAStageWasEnteredIsRefused() throws {
    let engaging = try fixture.stage("Engaging")
    let entered = try instant("2020-02-01T00:00:00Z")
    let error = try #require(throws: UserError.self) {
      try fixture.add(
        .opportunity,
        ["customer": "Acme", "pipeline": "B2B", "stage": "Won", "closed_at": "2020-01-01"],
        from: .importing(isHistoric: true)
      ) { rules, _ in rules.entered = [engaging: entered] }
    }
    #expect(error.code == "E_CLOSED_AT")
  }

  @Test func whatAHistoryDoesNotKnowIsCounted() throws {
    try fixture.create(
      .opportunity,
      [
        ["customer": "Acme", "pipeline": "B2B", "stage": "Lost", "closed_at": "2020-01-01"],
        ["customer": "Acme", "pipeline": "B2B", "stage": "Lost"],
        ["customer": "Acme", "pipeline": "B2B", "stage": "Prospecting"],
      ], from: .importing(isHistoric: true))
    #expect(fixture.store.notes.contains("2 opportunities lost without a reason"))
    #expect(
      fixture.store.notes.contains(
        "1 opportunity closed on an unknown day: the last known day is taken"))
    #expect(fixture.store.notes.contains("2 opportunities without any date: created now"))
    #expect(try fixture.violations() == [])
  }

  @Test func aRefusedRowLeavesNothingToTheNext() throws {
    let session = fixture.store.session()
    let press = try fixture.product("Press")
    _ = try session.write { db in
      let reader = try FieldReader(.file, session: session, db: db)
      let context = try CreationContext(
        session: session, db: db, source: .importing(isHistoric: false), reader: reader)
      let creator = try RecordCreator(.opportunity, in: context)
      let rules = try #require(creator.rules as? OpportunityCreation)
      let customer = try creator.draft.number(of: "customer")
      for index in 0..<3 {
        creator.draft.removeAll()
        creator.draft.set(customer, integer: fixture.acme)
        if index == 1 { rules.lines = [Line(product: press)] }
        try creator.prepare()
        // The second is refused after it was prepared; the third takes its id.
        if index != 1 { _ = try creator.insert() }
      }
      try creator.finish()
    }
    #expect(try fixture.number("SELECT count(*) FROM opportunity") == 2)
    #expect(try fixture.number("SELECT count(*) FROM opportunity_line") == 0)
    #expect(try fixture.number("SELECT count(*) FROM stage_event") == 2)
    #expect(try fixture.violations() == [])
  }
}
