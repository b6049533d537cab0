import Store
import Testing
import Values

@testable import CRM

/// The reports about deals against a count by hand over random contracts and sales.
@Suite struct DealReportTests {
  static let seeds = ReportPropertyTests.seeds

  @Test(arguments: seeds) func won(seed: UInt64) throws {
    let scene = try CashScene(seed: seed)
    let deals = try scene.deals()
    let order = deals.sorted {
      ($0.at, $0.isContract ? 0 : 1, $0.id) < ($1.at, $1.isContract ? 0 : 1, $1.id)
    }
    var seen: Set<Int64> = []
    let marked = order.map { (deal: $0, isFirst: seen.insert($0.customer).inserted) }
    func row(_ name: String, _ those: [(deal: CashScene.Deal, isFirst: Bool)]) -> String {
      let repeated = those.filter { !$0.isFirst }
      return [
        name, "\(those.count)", ByHand.money(those.map(\.deal.amount)),
        "\(Set(those.map(\.deal.customer)).count)", "\(those.count - repeated.count)",
        "\(repeated.count)", "\(Set(repeated.map(\.deal.customer)).count)",
      ].joined(separator: "|")
    }
    #expect(Set(deals.map(\.isContract)).count == 2)
    #expect(
      try scene.sales.rows(.won)
        == ByHand.months(deals.map(\.day)).map { month in
          row(month, marked.filter { ByHand.month($0.deal.day) == month })
        })
    #expect(
      try scene.sales.rows(.won, by: ["basis"])
        == [("contract", true), ("opportunity", false)].map { name, isContract in
          row(name, marked.filter { $0.deal.isContract == isContract })
        })
    #expect(
      try scene.sales.rows(.won, by: ["owner"])
        == ByHand.groups(deals.map(\.owner)).map { name in
          row(name, marked.filter { $0.deal.owner ?? "" == name })
        })
    #expect(
      try scene.sales.records(.won, by: [], ["repeat_deals"])
        == Set(marked.filter { !$0.isFirst }.map(\.deal.customer)).sorted())
  }

  @Test(arguments: seeds) func cycle(seed: UInt64) throws {
    let scene = try CashScene(seed: seed)
    let moves = Dictionary(grouping: try scene.sales.moves(), by: \.sale)
    let sales = try scene.sales.sales()
    var spans: [(owner: String?, days: Int)] = []
    for (sale, deals) in Dictionary(
      grouping: try scene.deals().filter { $0.sale != nil }, by: \.sale)
    {
      let sale = try #require(sales.first { $0.id == sale })
      let first = moves[sale.id]?.map(\.day).min() ?? sale.created
      spans.append((sale.owner, max(0, try #require(deals.map(\.day).min()) - first)))
    }
    #expect(
      try scene.sales.rows(.cycle, by: ["owner"])
        == ByHand.groups(spans.map(\.owner)).map { name in
          let days = spans.filter { $0.owner ?? "" == name }.map(\.days)
          return [
            name, "\(days.count)", ByHand.percentile(50, days), ByHand.percentile(90, days),
            days.max().map(String.init) ?? "",
          ].joined(separator: "|")
        })
  }

  @Test(arguments: seeds) func products(seed: UInt64) throws {
    let scene = try CashScene(seed: seed)
    let (deals, lines) = (try scene.deals(), try scene.lines())
    let expected = ["Oil", "Press"].map { product -> String in
      let sold = deals.compactMap { deal in
        let own = lines.filter {
          $0.product == product && $0.isContract == deal.isContract && $0.owner == deal.id
        }
        return own.isEmpty ? nil : (deal: deal, lines: own)
      }
      let all = sold.flatMap(\.lines)
      let quantity = all.map(\.quantity).reduce(0, +)
      let rest = String(quantity % 1_000)
      return [
        product, "\(sold.count)",
        "\(quantity / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)",
        ByHand.money(all.map { ($0.price * $0.quantity * 2 + 1_000) / 2_000 }),
        ByHand.money(sold.map(\.deal.amount)),
      ].joined(separator: "|")
    }
    #expect(try scene.sales.rows(.products) == expected)
  }

  @Test(arguments: seeds) func ranking(seed: UInt64) throws {
    let scene = try CashScene(seed: seed)
    let (sales, followUps) = (try scene.sales.sales(), try scene.sales.followUps())
    let (customers, deals) = (try scene.sales.customers(), try scene.deals())
    let owners = Dictionary(
      uniqueKeysWithValues: try scene.contracts().map { ($0.id, $0.owner ?? "") })
    let payments = try scene.payments()
    let year = try #require(Day("2025-01-01"))...(try #require(Day("2025-12-31")))
    for period in [nil, year] {
      func counts(_ day: Day?) -> Bool { period.map { day.map($0.contains) ?? false } ?? true }
      let rows = try scene.sales.rows(.ranking) { $0.period = period }
      var amounts: [Int64] = []
      for login in ["li.wei", "wang.fang", ""] {
        let own = deals.filter { $0.owner ?? "" == login && counts($0.day) }
        let contracts = own.filter(\.isContract)
        amounts.append(contracts.compactMap(\.amount).reduce(0, +))
        let expected = [
          login, ByHand.money(contracts.map(\.amount)), "\(contracts.count)",
          ByHand.money(
            payments.filter { owners[$0.contract] == login && counts($0.received) }.map(\.amount)),
          ByHand.money(own.map(\.amount)), "\(own.count)",
          "\(customers.count { $0.owner == login && counts($0.created) })",
          "\(sales.count { $0.owner ?? "" == login && counts($0.created) })",
          "\(followUps.count { $0.author == login && counts($0.day) })",
        ].joined(separator: "|")
        #expect(rows.contains(expected), "\(expected) is not in \(rows)")
      }
      let first = amounts[0] > amounts[1] ? "li.wei" : "wang.fang"
      #expect(rows.first?.hasPrefix(first + "|") == true)
      #expect(rows.last?.hasPrefix("|") == true)
    }
  }

  @Test(arguments: seeds) func sources(seed: UInt64) throws {
    let scene = try CashScene(seed: seed)
    let (sales, customers) = (try scene.sales.sales(), try scene.sales.customers())
    let deals = try scene.deals()
    func source(ofSale id: Int64?, customer: Int64) -> String? {
      sales.first { $0.id == id }?.source ?? customers.first { $0.id == customer }?.source
    }
    let spent = try scene.spend()
    let buyers = Set(deals.map(\.customer))
    let keys = Set(
      customers.map(\.source) + sales.map { source(ofSale: $0.id, customer: $0.customer) }
        + deals.map { source(ofSale: $0.sale, customer: $0.customer) })
    let expected = keys.map { key -> String in
      let those = customers.filter { $0.source == key }
      let won = deals.filter { source(ofSale: $0.sale, customer: $0.customer) == key }
      let converted = those.count { buyers.contains($0.id) }
      let amount = won.compactMap(\.amount).reduce(0, +)
      let cost = key.flatMap { spent[$0] } ?? 0
      return [
        key ?? "", "\(those.count)", "0",
        "\(sales.count { source(ofSale: $0.id, customer: $0.customer) == key })", "\(won.count)",
        ByHand.money([amount]), "\(converted)", ByHand.percent(converted, of: those.count),
        ByHand.money([cost]), ByHand.gain(amount, for: cost),
      ].joined(separator: "|")
    }
    #expect(try scene.sales.rows(.sources).sorted() == expected.sorted())
    #expect(spent.values.contains { $0 > 50_000_000 })
    let owner = try scene.fixture.read {
      try $0.value("SELECT id FROM \"user\" WHERE login = 'li.wei'", as: Int64.self)
    }
    #expect(
      try scene.sales.rows(.sources, by: [], fields: "cost,roi") {
        $0.owners = [owner].compactMap { $0 }
      } == ["0.00|"])
    #expect(
      try scene.sales.rows(.classification, by: [], fields: "customers,won")
        == ["\(customers.count)|\(buyers.count)"])
  }

  @Test(arguments: seeds) func journey(seed: UInt64) throws {
    let scene = try CashScene(seed: seed)
    let (sales, followUps) = (try scene.sales.sales(), try scene.sales.followUps())
    let (contracts, payments) = (try scene.contracts(), try scene.payments())
    let (quotes, deals) = (try scene.quotes(), try scene.deals())
    let customerOf = Dictionary(uniqueKeysWithValues: contracts.map { ($0.id, $0.customer) })
    var steps: [String: [Int]] = [:]
    for customer in try scene.sales.customers() {
      func add(_ step: String, _ from: Day?, _ to: Day?) {
        if let from, let to { steps[step, default: []].append(max(0, to - from)) }
      }
      let id = customer.id
      let opened = sales.filter { $0.customer == id }.map(\.created).min()
      let quoted = quotes.filter { $0.customer == id }.map(\.day).min()
      let signed = contracts.filter { $0.customer == id && $0.counts }.compactMap(\.signed).min()
      let paid = payments.filter { customerOf[$0.contract] == id && $0.amount > 0 }
        .map(\.received).min()
      let dealt = deals.filter { $0.customer == id }.map(\.day).min()
      add(
        "followed_up", customer.created,
        followUps.filter { $0.customer == id }.map(\.day).min())
      add("opportunity", customer.created, opened)
      add("quote", opened, quoted)
      add("contract", quoted, signed)
      add("payment", signed, paid)
      add("deal", opened, dealt)
      add("whole", customer.created, dealt)
      add("cash", customer.created, paid)
    }
    let order = [
      "followed_up", "opportunity", "quote", "contract", "payment", "deal", "whole", "cash",
    ]
    #expect(
      try scene.sales.rows(.journey)
        == order.compactMap { step in
          steps[step].map { days in
            "\(step)|\(days.count)|\(ByHand.percentile(50, days))|\(ByHand.percentile(90, days))"
          }
        })
    for step in order {
      #expect(try scene.sales.records(.journey, [step]).count == (steps[step] ?? []).count)
    }
  }
}
