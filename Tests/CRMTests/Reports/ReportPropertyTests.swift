import Store
import Testing
import Values

@testable import CRM

/// Every figure of the reports against a count by hand over random sales.
@Suite struct ReportPropertyTests {
  static let seeds: [UInt64] = [1, 2, 3]

  @Test(arguments: seeds) func forecast(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let categories = try scene.forecastCategories()
    let open = try scene.sales().filter { $0.kind == "open" && categories[$0.id] != "omitted" }
    let today = try #require(Day("2026-03-01"))
    func row(_ name: String, _ sales: [ReportScene.Sale]) -> String {
      let weighted = sales.map { sale in
        sale.amount.map { ($0 * sale.probability * 2 + 100) / 200 }
      }
      let columns = ["commit", "best_case", "pipeline"].map { category in
        ByHand.money(sales.filter { categories[$0.id] == category }.map(\.amount))
      }
      return
        ([name, "\(sales.count)", ByHand.money(sales.map(\.amount))] + columns + [
          ByHand.money(weighted),
          "\(sales.count { $0.amount == nil })",
          "\(sales.count { $0.expected.map { $0 < today } ?? false })",
        ]).joined(separator: "|")
    }
    #expect(Set(open.compactMap { categories[$0.id] }).count == 3)
    var expected = ByHand.months(open.compactMap(\.expected)).map { month in
      row(month, open.filter { $0.expected.map(ByHand.month) == month })
    }
    expected.append(row("", open.filter { $0.expected == nil }))
    #expect(try scene.rows(.forecast) == expected)
    #expect(
      try scene.rows(.forecast, by: ["owner"])
        == ByHand.groups(open.map(\.owner)).map { name in
          row(name, open.filter { $0.owner ?? "" == name })
        })
  }

  @Test(arguments: seeds) func winLoss(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let closed = try scene.sales().filter { ["won", "lost"].contains($0.kind) }
    func row(_ name: String?, _ sales: [ReportScene.Sale]) -> String {
      let (won, lost) = (sales.filter { $0.kind == "won" }, sales.filter { $0.kind == "lost" })
      return
        ([name].compactMap { $0 } + [
          "\(sales.count)", "\(won.count)", "\(lost.count)",
          ByHand.percent(won.count, of: sales.count), ByHand.money(won.map(\.amount)),
          ByHand.money(lost.map(\.amount)),
        ]).joined(separator: "|")
    }
    #expect(try scene.rows(.winLoss) == [row(nil, closed)])
    #expect(
      try scene.rows(.winLoss, by: ["owner"])
        == ByHand.groups(closed.map(\.owner)).map { name in
          row(name, closed.filter { $0.owner ?? "" == name })
        })
    #expect(
      try scene.rows(.winLoss, by: ["source"]).sorted()
        == Set(closed.map(\.source)).map { key in
          row(key ?? "", closed.filter { $0.source == key })
        }.sorted())
    let quarter = try #require(Day("2025-04-01"))...(try #require(Day("2025-06-30")))
    #expect(
      try scene.rows(.winLoss) { $0.period = quarter }
        == [row(nil, closed.filter { $0.closed.map(quarter.contains) ?? false })])
    #expect(
      try scene.records(.winLoss, by: ["owner"], ["li.wei", "won"])
        == closed.filter { $0.owner == "li.wei" && $0.kind == "won" }.map(\.id))
    #expect(try scene.records(.winLoss, ["lost"]) == closed.filter { $0.kind == "lost" }.map(\.id))
  }

  @Test(arguments: seeds) func stageTime(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let today = try #require(Day("2026-03-01"))
    let most = ["Prospecting": 30, "Engaging": 120]
    for (stage, days) in most {
      try scene.fixture.set(
        "max_days", to: "\(days)", in: "stage", id: scene.fixture.stage(stage))
    }
    let moves = Dictionary(grouping: try scene.moves(), by: \.sale)
    var left: [String: [Int]] = [:]
    var standing: [String: [Int]] = [:]
    var rotten: [String: Int] = [:]
    for moves in moves.values {
      var days: [String: Int] = [:]
      var seconds: [String: Int64] = [:]
      for (index, move) in moves.enumerated() where move.isOpen {
        let end = index + 1 < moves.count ? moves[index + 1].day : today
        days[move.stage, default: 0] += max(0, end - move.day)
        let last = index + 1 < moves.count ? moves[index + 1].instant : scene.fixture.store.now
        seconds[move.stage, default: 0] += last - move.instant
      }
      let present = moves.last.flatMap { $0.isOpen ? $0.stage : nil }
      for (stage, sum) in days {
        if stage == present {
          standing[stage, default: []].append(sum)
          if let most = most[stage], (seconds[stage] ?? 0) / 86_400 > most {
            rotten[stage, default: 0] += 1
          }
        } else {
          left[stage, default: []].append(sum)
        }
      }
    }
    let expected = ["Prospecting", "Engaging", "Quote"].map { stage in
      let (gone, here) = (left[stage] ?? [], standing[stage] ?? [])
      return [
        stage, "\(gone.count)", ByHand.percentile(50, gone), ByHand.percentile(90, gone),
        "\(here.count)", ByHand.percentile(50, here), here.max().map(String.init) ?? "",
        "\(rotten[stage] ?? 0)",
      ].joined(separator: "|")
    }
    #expect(!rotten.isEmpty)
    #expect(try scene.rows(.stageTime) == expected)
    for stage in ["Prospecting", "Engaging", "Quote"] {
      #expect(
        try scene.records(.stageTime, [stage]).count
          == (left[stage] ?? []).count + (standing[stage] ?? []).count)
    }
    // A period is about the last time that an opportunity came to the stage.
    let february = try #require(Day("2026-02-01"))...(#require(Day("2026-02-28")))
    for row in try scene.rows(.stageTime, fields: "stage,left,now", { $0.period = february }) {
      let cells = row.split(separator: "|").map(String.init)
      #expect(
        try scene.records(.stageTime, [cells[0]], { $0.period = february }).count
          == (Int(cells[1]) ?? 0) + (Int(cells[2]) ?? 0))
    }
  }

  @Test(arguments: seeds) func activity(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let all = try scene.followUps()
    var first: Set<Int64> = []
    var seen: Set<Int64> = []
    for one in all.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) })
    where seen.insert(one.customer).inserted { first.insert(one.id) }
    func row(_ name: String, _ those: [ReportScene.FollowUp]) -> String {
      [
        name, "\(those.count)", "\(Set(those.map(\.customer)).count)", "0",
        "\(those.count { first.contains($0.id) })",
      ].joined(separator: "|")
    }
    #expect(
      try scene.rows(.activity)
        == ByHand.groups(all.map(\.author)).map { name in
          row(name, all.filter { $0.author == name })
        })
    #expect(
      try scene.rows(.activity, by: ["month"])
        == ByHand.months(all.map(\.day)).map { month in
          row(month, all.filter { ByHand.month($0.day) == month })
        })
    #expect(try scene.records(.activity, by: [], ["first_contacts"]).sorted() == first.sorted())
  }
}
