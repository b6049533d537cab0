import Store
import Testing
import Values

@testable import CRM

@Suite struct FunnelReportTests {
  private let fixture: SalesFixture

  init() throws {
    fixture = try SalesFixture()
  }

  /// Closed in 2025: one won, one lost; closed at the last second of 2024 in Shanghai: one won.
  private func fill() throws {
    let common = ["pipeline": "B2B", "customer": "Acme"]
    try fixture.create(
      .opportunity,
      [
        ["stage": "Prospecting"], ["stage": "Engaging", "amount": "0.05"],
        ["stage": "Won", "amount": "1054", "closed_at": "2025-01-01", "owner": "admin"],
        ["stage": "Won", "amount": "10", "closed_at": "2024-12-31T15:59:59Z"],
        ["stage": "Lost", "amount": "7", "closed_at": "2025-12-31T15:59:59Z"],
      ].map { $0.merging(common) { given, _ in given } }, from: .importing(isHistoric: true))
  }

  private func parameters(_ change: (inout ReportParameters) -> Void = { _ in }) -> ReportParameters
  {
    var parameters = ReportParameters()
    parameters.pipeline = fixture.pipeline
    change(&parameters)
    return parameters
  }

  private func snapshot(_ parameters: ReportParameters) throws -> [String] {
    try fixture.rows(of: FunnelReport(parameters, session: fixture.store.session()).table().feed())
  }

  private func year(_ number: Int) throws -> ClosedRange<Day> {
    let first = try #require(Day(year: number, month: 1, day: 1))
    return first...first.endOfYear
  }

  @Test func everyStageIsThereInOrder() throws {
    try fill()
    #expect(
      try snapshot(parameters()) == [
        "Prospecting|open|1|0.00|0.00|1", "Engaging|open|1|0.05|0.03|0", "Quote|open|0|0.00|0.00|0",
        "Won|won|2|1064.00|1064.00|0", "Lost|lost|1|7.00|0.00|0", "Invalid|invalid|0|0.00|0.00|0",
      ])
  }

  @Test func aPeriodLimitsTheClosedOnesByTheDaysOfTheStore() throws {
    try fill()
    let year = try year(2025)
    #expect(
      try snapshot(parameters { $0.period = year }) == [
        "Prospecting|open|1|0.00|0.00|1", "Engaging|open|1|0.05|0.03|0", "Quote|open|0|0.00|0.00|0",
        "Won|won|1|1054.00|1054.00|0", "Lost|lost|1|7.00|0.00|0", "Invalid|invalid|0|0.00|0.00|0",
      ])
  }

  @Test func everyActiveUserHasABlock() throws {
    try fill()
    try fixture.add(.user, ["name": "Li Wei", "login": "li.wei"])
    let rows = try snapshot(parameters { $0.grouping = .owner })
    #expect(rows.count == 18)
    #expect(rows.filter { $0.hasPrefix("admin|Won|") } == ["admin|Won|won|1|1054.00|1054.00|0"])
    #expect(rows.filter { $0.hasPrefix("li.wei|Won|") } == ["li.wei|Won|won|0|0.00|0.00|0"])
    #expect(rows.filter { $0.hasPrefix("|Won|") } == ["|Won|won|1|10.00|10.00|0"])
  }

  @Test func anOpportunityCountsOnceForEachOfItsProducts() throws {
    let press = try fixture.product("Press")
    let oil = try fixture.product("Oil")
    try fixture.add(.opportunity, ["customer": "Acme", "pipeline": "B2B", "amount": "5"]) {
      rules, _ in
      rules.lines = [press, oil, oil].map { Line(product: $0) }
    }
    let rows = try snapshot(parameters { $0.grouping = .product })
    #expect(
      rows.filter { $0.contains("|Prospecting|") } == [
        "Oil|Prospecting|open|1|5.00|0.50|0", "Press|Prospecting|open|1|5.00|0.50|0",
      ])
  }

  @Test func aTeamCountsWithTheTeamsBelow() throws {
    let north = try fixture.add(.team, ["name": "North"])
    try fixture.add(.team, ["name": "Beijing", "parent": "North"])
    try fixture.add(.user, ["name": "Li Wei", "login": "li.wei", "team": "Beijing"])
    try fixture.add(.opportunity, ["customer": "Acme", "pipeline": "B2B", "owner": "li.wei"])
    try fixture.add(.opportunity, ["customer": "Acme", "pipeline": "B2B"])
    #expect(try snapshot(parameters())[0] == "Prospecting|open|2|0.00|0.00|2")
    #expect(try snapshot(parameters { $0.teams = [north] })[0] == "Prospecting|open|1|0.00|0.00|1")
  }

  @Test func withoutAPipelineAllAreThere() throws {
    let rows = try snapshot(ReportParameters())
    #expect(rows.count == 9 + 6)
    #expect(rows[0] == "Sales|Interest|open|0|0.00|0.00|0")
  }

  @Test func columnsCanBeChosenSortedAndCut() throws {
    try fill()
    let table = try FunnelReport(parameters(), session: fixture.store.session()).table()
    #expect(
      try fixture.rows(of: table.feed(fields: "stage,amount", sort: ["-amount"], limit: 2)) == [
        "Won|1064.00", "Lost|7.00",
      ])
    let error = #expect(throws: UserError.self) { try table.feed(fields: "amout") }
    #expect(error?.hints.first == "did you mean 'amount'?")
  }

  @Test func theRecordsBehindANumber() throws {
    try fill()
    let year = try year(2025)
    let report = FunnelReport(parameters { $0.period = year }, session: fixture.store.session())
    #expect(
      try fixture.rows(of: report.records(["Won"]).feed(fields: "amount")) == [
        "1054.00"
      ])
  }

  @Test func itIsGroupedByOneField() throws {
    let two = parameters { $0.groupings = [.owner, .team] }
    let run = try ReportRun(two, session: fixture.store.session())
    #expect(throws: UserError.self) { try Report.funnel.answer(run) }
    #expect(Report.all.filter(\.isGroupedByOne).map(\.name) == ["funnel"])
  }

  // MARK: Cohorts

  private func cohort(_ parameters: ReportParameters) throws -> [String] {
    try fixture.rows(of: FunnelCohort(parameters, session: fixture.store.session()).table().feed())
  }

  @Test func aCohortIsCountedInEveryStageThatItReached() throws {
    let session = { fixture.store.session() }
    let ids = try fixture.create(
      .opportunity,
      Array(repeating: ["customer": "Acme", "pipeline": "B2B", "amount": "1"], count: 4))
    _ = try StageWalk(.forward, to: nil, session: session()).run(
      RecordSelection(ids[0...2].map(String.init)))
    _ = try StageWalk(.backward, to: nil, session: session()).run(["\(ids[1])"])
    _ = try OpportunityClosing(.won(amount: nil), session: session()).run(["\(ids[0])"])
    _ = try OpportunityClosing(
      .lost(reason: "price", competitor: nil, note: nil), session: session()
    )
    .run(["\(ids[2])"])
    #expect(
      try cohort(parameters()) == [
        "Prospecting|open|4|100.00|100.00", "Engaging|open|3|75.00|75.00",
        "Quote|open|1|33.33|25.00", "Won|won|1|100.00|25.00", "Lost|lost|1||25.00",
        "Invalid|invalid|0||0.00",
      ])
    let report = FunnelCohort(parameters(), session: session())
    #expect(
      try fixture.rows(of: report.records(["Engaging"]).feed(fields: "id"))
        == [ids[0], ids[1], ids[2]].map(String.init))
  }

  @Test func aCohortIsOfItsPeriod() throws {
    try fixture.add(.opportunity, ["customer": "Acme", "pipeline": "B2B"])
    let past = try year(2025)
    let present = try year(2026)
    #expect(try cohort(parameters { $0.period = past })[0] == "Prospecting|open|0||")
    #expect(try cohort(parameters { $0.period = present })[0] == "Prospecting|open|1|100.00|100.00")
  }
}
