import Store
import Testing
import Values

@testable import CRM

/// Every figure of the reports against a count by hand over random sales.
@Suite struct ReportPropertyTests {
  static let seeds: [UInt64] = [1, 2, 3]

  @Test(arguments: seeds) func forecast(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let open = try scene.sales().filter { $0.kind == "open" }
    let today = try #require(Day("2026-03-01"))
    func row(_ name: String, _ sales: [ReportScene.Sale]) -> String {
      let weighted = sales.map { sale in
        sale.amount.map { ($0 * sale.probability * 2 + 100) / 200 }
      }
      return [
        name, "\(sales.count)", ByHand.money(sales.map(\.amount)), ByHand.money(weighted),
        "\(sales.count { $0.amount == nil })",
        "\(sales.count { $0.expected.map { $0 < today } ?? false })",
      ].joined(separator: "|")
    }
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
    let sources = try Set(closed.map { try scene.label($0.source, in: "customer.source") })
    #expect(
      try scene.rows(.winLoss, by: ["source"]).sorted()
        == sources.map { name in
          row(
            name,
            try closed.filter { try scene.label($0.source, in: "customer.source") == name })
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

  @Test(arguments: seeds) func won(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let deals = try scene.sales().filter { $0.kind == "won" }
    let order = deals.sorted { ($0.closedText ?? "", $0.id) < ($1.closedText ?? "", $1.id) }
    var first: Set<Int64> = []
    var seen: Set<Int64> = []
    for deal in order where seen.insert(deal.customer).inserted { first.insert(deal.id) }
    let expected = ByHand.months(deals.compactMap(\.closed)).map { month in
      let those = deals.filter { $0.closed.map(ByHand.month) == month }
      let repeated = those.filter { !first.contains($0.id) }
      return [
        month, "\(those.count)", ByHand.money(those.map(\.amount)),
        "\(Set(those.map(\.customer)).count)", "\(those.count - repeated.count)",
        "\(repeated.count)", "\(Set(repeated.map(\.customer)).count)",
      ].joined(separator: "|")
    }
    #expect(try scene.rows(.won) == expected)
    #expect(
      try scene.records(.won, by: [], ["first_deals"]) == deals.map(\.id).filter(first.contains))
  }

  @Test(arguments: seeds) func cycle(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let moves = try scene.moves()
    let deals = try scene.sales().filter { $0.kind == "won" }
    func days(_ sales: [ReportScene.Sale]) throws -> [Int] {
      try sales.map { sale in
        let first = moves.first { $0.sale == sale.id }?.day ?? sale.created
        return try #require(sale.closed) - first
      }
    }
    let expected = try ByHand.groups(deals.map(\.owner)).map { name in
      let days = try days(deals.filter { $0.owner ?? "" == name })
      return [
        name, "\(days.count)", ByHand.percentile(50, days), ByHand.percentile(90, days),
        days.max().map(String.init) ?? "",
      ].joined(separator: "|")
    }
    #expect(try scene.rows(.cycle, by: ["owner"]) == expected)
  }

  @Test(arguments: seeds) func stageTime(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let today = try #require(Day("2026-03-01"))
    let moves = Dictionary(grouping: try scene.moves(), by: \.sale)
    var left: [String: [Int]] = [:]
    var standing: [String: [Int]] = [:]
    for moves in moves.values {
      var days: [String: Int] = [:]
      for (index, move) in moves.enumerated() where move.isOpen {
        let end = index + 1 < moves.count ? moves[index + 1].day : today
        days[move.stage, default: 0] += max(0, end - move.day)
      }
      let present = moves.last.flatMap { $0.isOpen ? $0.stage : nil }
      for (stage, sum) in days {
        if stage == present {
          standing[stage, default: []].append(sum)
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
      ].joined(separator: "|")
    }
    #expect(try scene.rows(.stageTime) == expected)
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

  @Test(arguments: seeds) func products(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let deals = try scene.sales().filter { $0.kind == "won" }
    let lines = try scene.lines()
    let expected = ["Oil", "Press"].compactMap { product -> String? in
      let sold = lines.filter { line in
        line.product == product && deals.contains { $0.id == line.sale }
      }
      guard !sold.isEmpty else { return nil }
      let ids = Set(sold.map(\.sale))
      let amounts = sold.map { line in
        line.price.map { ($0 * line.quantity * 2 + 1_000) / 2_000 }
      }
      let quantity = sold.map(\.quantity).reduce(0, +)
      let rest = String(quantity % 1_000)
      return [
        product, "\(ids.count)",
        "\(quantity / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)",
        ByHand.money(amounts),
        ByHand.money(deals.filter { ids.contains($0.id) }.map(\.amount)),
      ].joined(separator: "|")
    }
    #expect(try scene.rows(.products) == expected)
  }

  @Test(arguments: seeds) func ranking(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let (sales, followUps) = (try scene.sales(), try scene.followUps())
    let customers = try scene.customers()
    let rows = try scene.rows(.ranking)
    for login in ["li.wei", "wang.fang"] {
      let deals = sales.filter { $0.owner == login && $0.kind == "won" }
      let expected = [
        login, ByHand.money(deals.map(\.amount)), "\(deals.count)",
        "\(customers.count { $0.owner == login })", "\(sales.count { $0.owner == login })",
        "\(followUps.count { $0.author == login })",
      ].joined(separator: "|")
      #expect(rows.contains(expected), "\(expected) is not in \(rows)")
    }
  }

  @Test(arguments: seeds) func sources(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let (sales, customers) = (try scene.sales(), try scene.customers())
    func source(of sale: ReportScene.Sale) -> String? {
      sale.source ?? customers.first { $0.id == sale.customer }?.source
    }
    let buyers = Set(sales.filter { $0.kind == "won" }.map(\.customer))
    let keys = Set(customers.map(\.source) + sales.map(source))
    let expected = try keys.map { key -> String in
      let those = customers.filter { $0.source == key }
      let won = sales.filter { source(of: $0) == key && $0.kind == "won" }
      let converted = those.count { buyers.contains($0.id) }
      return [
        try scene.label(key, in: "customer.source"), "\(those.count)", "0",
        "\(sales.count { source(of: $0) == key })", "\(won.count)", ByHand.money(won.map(\.amount)),
        "\(converted)", ByHand.percent(converted, of: those.count),
      ].joined(separator: "|")
    }
    #expect(try scene.rows(.sources).sorted() == expected.sorted())
  }

  @Test(arguments: seeds) func journey(seed: UInt64) throws {
    let scene = try ReportScene(seed: seed)
    let (sales, followUps) = (try scene.sales(), try scene.followUps())
    var steps: [String: [Int]] = [:]
    for customer in try scene.customers() {
      let followed = followUps.filter { $0.customer == customer.id }.map(\.day).min()
      let own = sales.filter { $0.customer == customer.id }
      let opened = own.map(\.created).min()
      let won = own.filter { $0.kind == "won" }.compactMap(\.closed).min()
      func add(_ step: String, _ from: Day?, _ to: Day?) {
        if let from, let to { steps[step, default: []].append(max(0, to - from)) }
      }
      add("Created → first follow-up", customer.created, followed)
      add("Created → first opportunity", customer.created, opened)
      add("First opportunity → first deal", opened, won)
      add("Created → first deal", customer.created, won)
    }
    let order = [
      "Created → first follow-up", "Created → first opportunity", "First opportunity → first deal",
      "Created → first deal",
    ]
    #expect(
      try scene.rows(.journey)
        == order.compactMap { step in
          steps[step].map { days in
            "\(step)|\(days.count)|\(ByHand.percentile(50, days))|\(ByHand.percentile(90, days))"
          }
        })
  }
}
