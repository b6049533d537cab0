import Store
import Testing
import Values

@testable import CRM

/// Reports whose pass is divided among threads.
@Suite(.enabled(if: SideBySide.mostThreads > 1)) struct ReportDivisionTests {
  /// Every record that a report reads is in exactly one of its parts.
  @Test func partsHaveEveryRecordOnce() throws {
    let scene = try CashScene(seed: 1)
    _ = try scene.spend()
    try addLeads(to: scene.sales)
    let session = scene.fixture.store.session()
    var names: [String] = []
    for report in Report.all {
      guard case .figures(let source) = report.content, let division = source.division else {
        continue
      }
      names.append(report.name)
      var parameters = ReportParameters()
      #expect(try division.parts(parameters, session).count == 1)
      parameters.fewestInPart = 2
      let parts = try division.parts(parameters, session)
      #expect(parts.count > 1)
      for branch in division.branches {
        let places = parts.map { "(\($0.contains(branch.noun, "id")))" as SQL }
        let table: SQL = "\(identifier: branch.noun.table)"
        #expect(try scene.fixture.number("SELECT count(*) FROM \(table)") ?? 0 > 0)
        #expect(
          try scene.fixture.number(
            "SELECT count(*) FROM \(table) WHERE \(places.joined(separator: " + ")) <> 1") == 0)
      }
    }
    #expect(
      names == [
        "won", "receivables", "cycle", "stage-time", "activity", "ranking", "products", "sources",
        "journey",
      ])
  }

  /// Where branches divide measures, each measure is counted by one of them.
  @Test func branchesCountEveryMeasureOnce() {
    for report in Report.all {
      guard case .figures(let source) = report.content, let division = source.division,
        division.branches.contains(where: { $0.measures != nil })
      else { continue }
      #expect(
        division.branches.flatMap { $0.measures ?? [] }.sorted()
          == report.measures.filter { $0.aggregate != nil }.map(\.name).sorted())
    }
  }

  @Test func branchesHavePartsByTheirSize() {
    let branch = ReportBranch(.activity, id: "r.id", hasOthers: true)
    #expect(
      branch.parts(of: 5...11, most: 3).map { $0.condition }
        == branch.parts(of: 5...11, most: 3).map { $0.contains(.activity, "r.id") })
    #expect(branch.parts(of: 5...11, most: 3).map(\.ids) == [5...7, 8...10, 11...13, nil])
    #expect(branch.parts(of: 5...11, most: 7).map(\.ids) == [5...11, nil])
    #expect(ReportBranch(.activity).parts(of: nil, most: 7).isEmpty)
  }

  /// Follow-ups of one lead with several customers and with none, and of customers in all parts.
  @Test(arguments: ReportPropertyTests.seeds) func followUpsOfLeads(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    try addLeads(to: scene)
    let rows = try scene.fixture.read {
      try $0.rows(
        """
        SELECT a.method, u.login, a.customer, a.lead, a.id = (
          SELECT p.id FROM activity p WHERE p.customer = a.customer ORDER BY p.at, p.id LIMIT 1)
        FROM activity a JOIN "user" u ON u.id = a.created_by WHERE a.deleted_at IS NULL
        """, as: String.self, String.self, Int64?.self, Int64?.self, Bool?.self
      ).map { (method: $0.0, author: $0.1, customer: $0.2, lead: $0.3, isFirst: $0.4 ?? false) }
    }
    typealias Row = (method: String, author: String, customer: Int64?, lead: Int64?, isFirst: Bool)
    func counts(_ those: [Row]) -> String {
      [
        those.count, Set(those.compactMap(\.customer)).count,
        Set(those.compactMap(\.lead)).count, those.count { $0.isFirst },
      ].map(String.init).joined(separator: "|")
    }
    let year = try #require(Day("2020-01-01"))...(#require(Day("2029-12-31")))
    for period in [nil, year] {
      let change: (inout ReportParameters) -> Void = { $0.period = period }
      #expect(try scene.rows(.activity, by: [], change) == [counts(rows)])
      #expect(
        try scene.rows(.activity, by: ["author"], change)
          == Set(rows.map(\.author)).sorted().map { author in
            "\(author)|\(counts(rows.filter { $0.author == author }))"
          })
      #expect(
        try Set(scene.rows(.activity, by: ["method", "author"], change))
          == Set(
            rows.map { row in
              "\(row.method)|\(row.author)|"
                + counts(rows.filter { $0.method == row.method && $0.author == row.author })
            }))
    }
    #expect(rows.contains { $0.customer == nil })
    #expect(
      rows.contains { one in
        one.lead != nil && rows.contains { $0.lead == one.lead && $0.customer != one.customer }
      })
  }

  /// Leads with follow-ups, some of which count for a customer, behind the back of the commands.
  private func addLeads(to scene: ReportScene) throws {
    let leads = try scene.fixture.create(
      .lead, ["Ada", "Bob", "Cleo"].map { ["name": $0, "owner": "li.wei"] },
      from: .importing(isHistoric: true))
    let methods = try scene.keys("activity.method")
    let followUps = try scene.fixture.create(
      .activity,
      (0..<12).map { number in
        [
          "lead": "lead/\(leads[number % 3])", "method": methods[number % 2], "note": "Note",
          "created_by": number % 4 < 2 ? "li.wei" : "wang.fang",
          "at": "2025-06-\(10 + number)T08:00:00Z",
        ]
      }, from: .importing(isHistoric: true))
    for (number, id) in followUps.enumerated() where number % 2 == 1 {
      try scene.fixture.set("customer", to: "\(1 + number)", in: "activity", id: id)
    }
  }
}
