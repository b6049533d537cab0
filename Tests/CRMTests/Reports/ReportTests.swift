import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

@Suite struct ReportTests {
  @Test func reportsAgreeWithEachOtherAndWithTheViews() throws {
    let scene = try ReportScene(seed: 7)
    let fixture = scene.fixture
    var parameters = ReportParameters()
    parameters.pipeline = fixture.pipeline
    let funnel = try fixture.rows(
      of: FunnelReport(parameters, session: fixture.store.session()).table()
        .feed(fields: "kind,count,amount"))
    let won = try #require(funnel.first { $0.hasPrefix("won|") }).dropFirst(4)
    #expect(try scene.rows(.winLoss, fields: "won,won_amount") == [String(won)])
    #expect(try scene.rows(.won, by: [], fields: "deals,amount") == [String(won)])
    let view = try #require(
      try fixture.read {
        try $0.row(
          "SELECT count(*), sum(amount) FROM v_opportunity WHERE stage_kind = 'won'",
          as: Int64.self, Int64.self)
      })
    #expect("\(view.0)|\(Money.format(view.1, digits: 2))" == String(won))
  }

  @Test func everyReportAnswersWithEveryGroup() throws {
    let scene = try ReportScene(seed: 8)
    let all = try #require(Day("2026-01-01"))...(try #require(Day("2026-12-31")))
    for report in Report.all {
      for dimension in report.dimensions {
        _ = try scene.rows(report, by: [dimension.name])
        _ = try scene.rows(
          report,
          by: [dimension.name, "month"].filter {
            name in report.dimensions.contains { $0.name == name }
          }
        ) { $0.period = all }
      }
      _ = try scene.rows(report, by: [])
    }
  }

  @Test func everyReportIsDescribed() throws {
    for report in Report.all {
      #expect(report.summary.count <= 60, "\(report.name)")
      for measure in report.measures where measure.name != "share" {
        #expect(report.wholeDefinition.contains(measure.name), "\(report.name): \(measure.name)")
      }
      for label in [report.label] + report.measures.map(\.label) + report.dimensions.map(\.label) {
        #expect(!label.english.isEmpty && !label.chinese.isEmpty)
      }
      if let chart = report.chart { #expect(report.measures.contains { $0.name == chart }) }
      for name in report.standard { _ = try report.dimension(name) }
    }
  }

  @Test func groupsAreNamedRight() throws {
    let names = zip(
      ReportUnit.allCases, ["2025-12-29", "2026-W01", "2025-12", "2025-Q4", "2025"])
    let day = try #require(Day("2025-12-29"))
    for (unit, name) in names { #expect(unit.name(of: unit.start(of: day)) == name) }
  }

  @Test func aMonthEndsWhereTheStoresDayEnds() throws {
    let fixture = try SalesFixture()
    try fixture.create(
      .opportunity,
      ["2025-01-31T15:59:59Z", "2025-01-31T16:00:00Z", "2025-03-31T15:59:59Z"].map {
        ["stage": "Won", "amount": "1", "closed_at": $0, "customer": "Acme", "pipeline": "B2B"]
      }, from: .importing(isHistoric: true))
    let run = try ReportRun(ReportParameters(), session: fixture.store.session())
    #expect(
      try fixture.rows(of: ReportQuery(.won, run).table().feed(fields: "month,deals")) == [
        "2025-01|1", "2025-02|1", "2025-03|1",
      ])
  }

  @Test func tooManyGroupsAreRefused() throws {
    let scene = try ReportScene(seed: 1)
    let error = #expect(throws: UserError.self) {
      try scene.rows(.won, by: ["day"]) { $0.period = Day(number: 0)...Day(number: 9_000) }
    }
    #expect(error?.exit == .usage)
    #expect(error?.message.contains("too many days") == true)
  }

  @Test func whatIsNoNumberIsRefused() throws {
    let scene = try ReportScene(seed: 1)
    #expect(throws: UserError.self) { try scene.records(.winLoss, ["wno"]) }
    #expect(throws: UserError.self) { try scene.records(.ranking, ["li.wei"]) }
    #expect(throws: UserError.self) { try Report.winLoss.dimension("onwer") }
    let error = #expect(throws: UserError.self) {
      try scene.records(.winLoss, by: ["owner"], ["li.wie"])
    }
    #expect(error?.exit == .notFound)
    #expect(error?.hints == ["did you mean 'li.wei'?"])
  }

  @Test func qualityFindsFlaws() throws {
    let fixture = try SalesFixture()
    try fixture.add(.customer, ["name": "Initech", "phone": "13800100099", "source": ""])
    try fixture.create(
      .opportunity, [["customer": "Acme", "pipeline": "B2B", "expected_close": "2026-01-01"]])
    let run = try ReportRun(ReportParameters(), session: fixture.store.session())
    let query = try ReportQuery(.quality, run)
    let rows = try fixture.rows(of: query.table().feed())
    #expect(rows.contains("customer.unreachable|2|3|66.67"))
    #expect(rows.contains("opportunity.overdue|1|1|100.00"))
    #expect(rows.contains("opportunity.no_amount|1|1|100.00"))
    #expect(
      try fixture.rows(of: query.records(["customer.unreachable"]).feed(fields: "name")) == [
        "Acme", "Globex",
      ])
    let error = #expect(throws: UserError.self) { try query.records(["customer.stall"]) }
    #expect(error?.exit == .notFound)
    #expect(error?.hints.first == "did you mean 'customer.stale'?")
  }

  @Test func qualityByOwnerAddsUpAndCanBeDrilled() throws {
    let scene = try ReportScene(seed: 5)
    let fields = "records,of"
    func sums(_ rows: [String]) -> [Int] {
      (0...1).map { column in
        rows.compactMap { Int($0.split(separator: "|")[column]) }.reduce(0, +)
      }
    }
    let whole = try scene.rows(.quality, fields: fields)
    #expect(sums(whole)[1] > 0)
    for name in ["owner", "team"] {
      #expect(sums(try scene.rows(.quality, by: [name], fields: fields)) == sums(whole))
    }
    let rows = try scene.rows(.quality, by: ["owner"], fields: "check,owner,records")
    for row in rows.prefix(12) {
      let cells = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      let records = try scene.records(.quality, by: ["owner"], Array(cells[0...1]))
      #expect(records.count == Int(cells[2]), "\(row)")
    }
  }

  /// The classes of a day are what the report said on that day.
  @Test func classesOfADay() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    func rows(_ day: Day? = nil) throws -> [String] {
      let session = scene.store.session()
      var parameters = ReportParameters()
      parameters.asOf = day
      parameters.groupings = [try Report.classification.dimension("owner")]
      let answer = try Report.classification.answer(ReportRun(parameters, session: session))
      return try FeedText.rows(of: answer.table().feed(), in: session)
    }
    var days: [(Day, [String])] = []
    func endOfDay() throws {
      days.append((try scene.store.session().today(), try rows()))
      scene.store.now = scene.store.now.adding(seconds: 86_400)
    }
    let ids = try (1...4).map { try scene.customer("c\($0)") }
    try endOfDay()
    _ = try scene.claim(ids[0], ids[1], as: "li.wei")
    try endOfDay()
    try scene.release(ids[1], as: "li.wei")
    try scene.delete(.customer, ids[3])
    try endOfDay()
    _ = try scene.customer("c5")
    try endOfDay()
    #expect(Set(days.map(\.1)).count == 4)
    for (day, said) in days { #expect(try rows(day) == said, "\(day)") }
  }

  @Test func whoLosesWhatCanBeDrilled() throws {
    let scene = try ReportScene(seed: 6)
    let rows = try scene.rows(.recycleRisk, fields: "owner,within_30")
    for row in rows {
      let cells = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      var found = 0
      for kind in ["Customers", "Leads"] {
        found += try scene.records(
          .recycleRisk, by: ["owner", "noun"], [cells[0], kind, "within_30"]
        ).count
      }
      #expect(found == Int(cells[1]), "\(row)")
    }
    #expect(throws: UserError.self) { try scene.records(.recycleRisk, ["li.wei", "within_9"]) }
  }

  @Test func everyOptionIsThereOrSaysWhyNot() {
    for report in Report.all {
      for option in ["where", "owner", "pipeline", "period", "as-of", "by", "ids"] {
        #expect(!report.reason(against: option).isEmpty)
      }
      #expect(Set(report.own.map(\.name)).count == report.own.count)
    }
  }

  @Test func scoresAndClassesAddUp() throws {
    let scene = try ReportScene(seed: 3)
    let run = try ReportRun(ReportParameters(), session: scene.fixture.store.session())
    let live = try scene.fixture.number("SELECT count(*) FROM customer WHERE deleted_at IS NULL")
    for report in [Report.scores, .classification] {
      let counts = try scene.fixture.rows(
        of: ReportQuery(report, run).table().feed(fields: "customers"))
      #expect(counts.compactMap { Int($0) }.reduce(0, +) == live)
    }
  }
}
