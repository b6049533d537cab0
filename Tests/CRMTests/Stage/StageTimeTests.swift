import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// How long opportunities are in their stages, and what is made of it.
@Suite struct StageTimeTests {
  private let fixture: SalesFixture
  private let opportunity: Int64

  init() throws {
    fixture = try SalesFixture()
    opportunity = try fixture.add(
      .opportunity, ["customer": "Acme", "pipeline": "B2B", "amount": "100"])
  }

  private func fact(_ name: String) throws -> String? {
    let session = fixture.store.session()
    let sql = try #require(
      try FactExpression(asOf: session.today(), session: session)
        .sql(name, of: .opportunity, alias: "r"))
    return try session.read {
      try $0.value(
        "SELECT CAST(\(sql) AS TEXT) FROM opportunity r WHERE id = \(opportunity)",
        as: String?.self)
    } ?? nil
  }

  private func at(_ text: String) throws { fixture.store.now = try #require(Instant(text)) }

  private func walk(_ direction: StageWalk.Direction, to target: String? = nil) throws {
    _ = try StageWalk(direction, to: target, session: fixture.store.session())
      .run(["\(opportunity)"])
  }

  @Test(arguments: [
    "1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2000-02-29T12:30:01Z", "2024-02-29T00:00:00Z",
    "2024-03-01T00:00:00Z", "2100-02-28T23:59:59Z", "2100-03-01T00:00:00Z", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z", "2026-12-01T08:09:10Z",
  ])
  func secondsInSQLAreThoseOfTheCalendar(text: String) throws {
    let instant = try #require(Instant(text))
    let seconds: Int64? = try fixture.read {
      try $0.value("SELECT \(StageTime.seconds("t.x")) FROM (SELECT \(text) AS x) t")
    }
    #expect(seconds == instant.seconds)
  }

  @Test func aStageThatIsEnteredAgainCountsAllStays() throws {
    try at("2026-03-05T01:00:00Z")  // 4 days in Prospecting
    #expect(try fact("stage_age") == "4")
    try walk(.forward)
    try at("2026-03-07T13:00:00Z")  // 2.5 days in Engaging
    #expect(try fact("stage_age") == "2")
    try walk(.backward)
    try at("2026-03-08T01:00:00Z")
    #expect(try fact("stage_age") == "4")
    try at("2026-03-10T01:00:00Z")  // another 2.5 in Prospecting
    #expect(try fact("stage_age") == "6")
    #expect(try fact("stage_since") == "2026-03-07T13:00:00Z")
    let stays = try fixture.read {
      try StageStays(of: opportunity, until: fixture.store.now, in: $0)
    }
    #expect(stays.totals.map(\.name) == ["Prospecting", "Engaging"])
    #expect(stays.totals.map(\.visits) == [2, 1])
    #expect(stays.totals.map(\.days) == [6, 2])
  }

  @Test func closedOnesHaveNoAgeAndGoOnWhenTheyAreOpenedAgain() throws {
    try at("2026-03-05T01:00:00Z")
    _ = try OpportunityClosing(
      .lost(reason: "price", competitor: nil, note: nil), session: fixture.store.session()
    ).run(["\(opportunity)"])
    #expect(try fact("stage_age") == nil)
    try at("2026-04-05T01:00:00Z")
    _ = try OpportunityReopening(to: nil, reason: "新预算", session: fixture.store.session())
      .run(["\(opportunity)"])
    try at("2026-04-07T01:00:00Z")
    #expect(try fact("stage_age") == "6")
    let stays = try fixture.read {
      try StageStays(of: opportunity, until: fixture.store.now, in: $0)
    }
    #expect(stays.totals.map(\.name) == ["Prospecting", "Lost"])
    #expect(stays.totals.map(\.days) == [6, 31])
  }

  @Test func rottenIsWhatStaysForMoreThanTheMaximum() throws {
    #expect(try fact("rotten") == "0")
    try fixture.set("max_days", to: "4", in: "stage", id: try fixture.stage("Prospecting"))
    try at("2026-03-05T23:00:00Z")
    #expect(try fact("rotten") == "0")
    try at("2026-03-06T01:00:00Z")
    #expect(try fact("rotten") == "1")
    try walk(.forward)
    #expect(try fact("rotten") == "0")
    try walk(.backward)
    #expect(try fact("rotten") == "1")
  }

  @Test func slippedIsWhatIsOpenBehindItsDay() throws {
    #expect(try fact("slipped") == "0")
    try fixture.set(
      "expected_close", to: "'2026-03-01'", in: "opportunity", id: opportunity)
    #expect(try fact("slipped") == "0")
    try at("2026-03-01T16:00:00Z")  // the next day in Shanghai
    #expect(try fact("slipped") == "1")
    _ = try OpportunityClosing(.won(amount: nil), session: fixture.store.session())
      .run(["\(opportunity)"])
    #expect(try fact("slipped") == "0")
  }

  @Test func theForecastIsThatOfTheStageUnlessItIsSaid() throws {
    #expect(try fact("forecast") == "pipeline")
    try fixture.set(
      "forecast_category", to: "'best_case'", in: "stage", id: try fixture.stage("Engaging"))
    try walk(.forward)
    #expect(try fact("forecast") == "best_case")
    try fixture.set("forecast_category", to: "'commit'", in: "opportunity", id: opportunity)
    #expect(try fact("forecast") == "commit")
    _ = try OpportunityClosing(.won(amount: nil), session: fixture.store.session())
      .run(["\(opportunity)"])
    #expect(try fact("forecast") == "closed")
  }

  @Test func conditionsKnowAll() throws {
    try fixture.set("max_days", to: "4", in: "stage", id: try fixture.stage("Prospecting"))
    try at("2026-03-10T01:00:00Z")
    for (condition, count) in [
      ("rotten", 1), ("slipped", 0), ("stage_age > 8", 1), ("stage_age >= 10", 0),
      ("forecast = pipeline", 1), ("days_since(stage_since) = 9", 1), ("stage.max_days = 4", 1),
    ] {
      let session = fixture.store.session()
      let selection = RecordSelection([], filter: RecordFilter(conditions: [condition]))
      let found = try session.read {
        try selection.ids(of: .opportunity, session: session, in: $0)
      }
      #expect(found.count == count, "\(condition)")
    }
  }
}
