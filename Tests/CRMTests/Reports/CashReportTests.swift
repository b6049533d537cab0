import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// The reports about contracts, payments and receivables against a count by hand.
@Suite struct CashReportTests {
  static let seeds = ReportPropertyTests.seeds

  @Test(arguments: seeds) func contracts(seed: UInt64) throws {
    let scene = try CashScene(seed: seed)
    let (all, payments) = (try scene.contracts(), try scene.payments())
    func row(_ name: String, _ those: [CashScene.Contract]) -> String {
      let counted = those.filter(\.counts)
      let received = counted.map { contract in
        payments.filter { $0.contract == contract.id }.map(\.amount).reduce(0, +)
      }
      let (amount, sum) = (counted.map(\.amount).reduce(0, +), received.reduce(0, +))
      let waiting = those.filter { !["approved", "void"].contains($0.approval) }
      return [
        name, "\(counted.count)", ByHand.money([amount]),
        counted.isEmpty
          ? ""
          : ByHand.money([(amount * 2 + Int64(counted.count)) / (2 * Int64(counted.count))]),
        "\(Set(counted.map(\.customer)).count)", ByHand.money([sum]),
        ByHand.money(zip(counted, received).map { max($0.amount - $1, 0) }),
        ByHand.percent(Int(sum), of: Int(amount)), "\(waiting.count)",
        ByHand.money(waiting.map(\.amount)), "\(those.count { $0.approval == "void" })",
      ].joined(separator: "|")
    }
    let signed = all.compactMap(\.signed)
    let expected =
      ByHand.months(signed).map { month in
        row(month, all.filter { $0.signed.map(ByHand.month) == month })
      } + (signed.count < all.count ? [row("", all.filter { $0.signed == nil })] : [])
    #expect(try scene.sales.rows(.contracts) == expected)
    #expect(
      try scene.sales.rows(.contracts, by: ["owner"])
        == ByHand.groups(all.map(\.owner)).map { name in
          row(name, all.filter { $0.owner ?? "" == name })
        })
    #expect(
      try scene.sales.rows(.contracts, by: ["approval"])
        == ["draft", "approved", "rejected", "void"].map { key in
          row(key, all.filter { $0.approval == key })
        })
    #expect(
      try scene.sales.records(.contracts, by: ["approval"], ["Draft", "unapproved"])
        == all.filter { $0.approval == "draft" }.map(\.id))
  }

  @Test(arguments: seeds) func payments(seed: UInt64) throws {
    let scene = try CashScene(seed: seed)
    let all = try scene.payments()
    let contracts = Dictionary(uniqueKeysWithValues: try scene.contracts().map { ($0.id, $0) })
    func row(_ name: String, _ those: [CashScene.Payment]) -> String {
      let (received, refunded) = (those.filter { $0.amount > 0 }, those.filter { $0.amount < 0 })
      return [
        name, "\(received.count)", ByHand.money(received.map(\.amount)), "\(refunded.count)",
        ByHand.money(refunded.map { -$0.amount }), ByHand.money(those.map(\.amount)),
        "\(Set(those.map(\.contract)).count)",
        "\(Set(those.compactMap { contracts[$0.contract]?.customer }).count)",
      ].joined(separator: "|")
    }
    #expect(all.contains { $0.amount < 0 })
    #expect(
      try scene.sales.rows(.payments)
        == ByHand.months(all.map(\.received)).map { month in
          row(month, all.filter { ByHand.month($0.received) == month })
        })
    #expect(
      try scene.sales.rows(.payments, by: ["owner"])
        == ByHand.groups(all.map { contracts[$0.contract]?.owner }).map { name in
          row(name, all.filter { contracts[$0.contract]?.owner ?? "" == name })
        })
    for method in Set(all.map(\.method)) {
      let rows = try scene.sales.rows(.payments, by: ["method"])
      #expect(rows.contains(row(method ?? "", all.filter { $0.method == method })))
    }
    #expect(
      try scene.sales.records(.payments, by: [], ["refunds"])
        == all.filter { $0.amount < 0 }.sorted { ($0.received, $0.id) < ($1.received, $1.id) }
        .map(\.id))
  }

  @Test(arguments: seeds) func receivables(seed: UInt64) throws {
    let scene = try CashScene(seed: seed)
    let owners = Dictionary(
      uniqueKeysWithValues: try scene.contracts().map { ($0.id, $0.owner) })
    let today = try #require(Day("2026-03-01"))
    for asOf in [nil, Day("2025-12-15"), Day("2026-06-10")] {
      let day = asOf ?? today
      let all = try scene.balances(by: day < today ? day : .max)
      func row(_ name: String, _ those: [(receivable: CashScene.Receivable, paid: Int64)]) -> String
      {
        func outstanding(_ ages: (Int) -> Bool) -> [Int64] {
          those.filter { ages(day - $0.receivable.due) }.map { $0.receivable.amount - $0.paid }
        }
        return [
          name, "\(those.count)", ByHand.money(those.map(\.receivable.amount)),
          ByHand.money(those.map(\.paid)), ByHand.money(outstanding { _ in true }),
          "\(those.count { $0.receivable.due < day && $0.paid < $0.receivable.amount })",
          ByHand.money(outstanding { $0 > 0 }), ByHand.money(outstanding { $0 < 0 }),
          ByHand.money(outstanding { 0...30 ~= $0 }), ByHand.money(outstanding { 31...60 ~= $0 }),
          ByHand.money(outstanding { 61...90 ~= $0 }), ByHand.money(outstanding { $0 > 90 }),
        ].joined(separator: "|")
      }
      #expect(
        try scene.sales.rows(.receivables) { $0.asOf = asOf }
          == ByHand.groups(all.map { owners[$0.receivable.contract] ?? nil }).map { name in
            row(name, all.filter { (owners[$0.receivable.contract] ?? nil) ?? "" == name })
          })
      #expect(
        try scene.sales.rows(.receivables, by: ["month"]) { $0.asOf = asOf }
          == ByHand.months(all.map(\.receivable.due)).map { month in
            row(month, all.filter { ByHand.month($0.receivable.due) == month })
          })
      let ages: [(String, (Int) -> Bool)] = [
        ("not_due", { $0 < 0 }), ("0-30", { 0...30 ~= $0 }), ("31-60", { 31...60 ~= $0 }),
        ("61-90", { 61...90 ~= $0 }), ("90+", { $0 > 90 }),
      ]
      let open = all.filter { $0.paid < $0.receivable.amount }
      let paid = all.filter { $0.paid == $0.receivable.amount }
      let groups =
        ages.map { age in (age.0, open.filter { age.1(day - $0.receivable.due) }) }
        + [("paid", paid)]
      #expect(
        try scene.sales.rows(.receivables, by: ["ageing"]) { $0.asOf = asOf }
          == groups.filter { !$0.1.isEmpty }.map(row))
      #expect(
        try scene.sales.records(.receivables, by: ["ageing"], ["90+"]) { $0.asOf = asOf }.sorted()
          == open.filter { day - $0.receivable.due > 90 }.map(\.receivable.id).sorted())
    }
  }

  // MARK: Agreement

  private func number(_ text: String) -> Int64 {
    Int64(text.replacing(".", with: "")) ?? .min
  }

  @Test(arguments: seeds) func reportsAgree(seed: UInt64) throws {
    let scene = try CashScene(seed: seed)
    let sales = scene.sales
    let quarter = try #require(Day("2025-07-01"))...(try #require(Day("2025-09-30")))
    for period in [nil, quarter] {
      func sum(_ report: Report, by names: [String], _ field: String) throws -> Int64 {
        try sales.rows(report, by: names, fields: field) { $0.period = period }
          .map(number).reduce(0, +)
      }
      let contracts = try sum(.contracts, by: ["month"], "amount")
      #expect(contracts == (try sum(.ranking, by: ["user"], "contract_amount")))
      let basis = try sales.rows(.won, by: ["basis"], fields: "basis,amount") {
        $0.period = period
      }
      #expect(basis.first.map { number(String($0.dropFirst("contract|".count))) } == contracts)
      #expect(
        try sum(.won, by: ["month"], "amount") == sum(.ranking, by: ["team"], "deal_amount"))
      #expect(
        try sum(.won, by: ["owner"], "amount") == sum(.sources, by: ["source"], "amount"))
      #expect(try sum(.won, by: ["source"], "deals") == sum(.sources, by: [], "deals"))
      #expect(
        try sum(.payments, by: ["method"], "net") == sum(.ranking, by: ["user"], "payments"))
    }
    let ages = try sales.rows(
      .receivables, by: [],
      fields: "outstanding,not_due,days_0_30,days_31_60,days_61_90,over_90"
    ).flatMap { $0.split(separator: "|").map { number(String($0)) } }
    #expect(ages.count == 6 && ages[0] == ages.dropFirst().reduce(0, +) && ages[0] > 0)
    #expect(
      ages[0]
        == (try scene.fixture.number("SELECT sum(outstanding) FROM v_receivable")).map(Int64.init))
    #expect(
      try sales.rows(.contracts, by: [], fields: "contracts,amount,received") == [
        try scene.fixture.text(
          """
          SELECT count(*) || '|' || printf('%.2f', sum(amount) / 100.0) || '|'
            || printf('%.2f', sum(received) / 100.0)
          FROM v_contract WHERE approval = 'approved'
          """) ?? ""
      ])
    #expect(
      try number(sales.rows(.payments, by: [], fields: "net")[0])
        == (try scene.fixture.number("SELECT sum(amount) FROM v_payment")).map(Int64.init))
    #expect(
      try sales.rows(.receivables, by: [], fields: "late") == [
        try scene.fixture.text(
          "SELECT CAST(count(*) AS TEXT) FROM v_receivable WHERE outstanding > 0 AND due < '2026-03-01'"
        )
          ?? ""
      ])
  }

  @Test func anEmptyStoreHasNoMoney() throws {
    let fixture = try SalesFixture()
    let run = try ReportRun(ReportParameters(), session: fixture.store.session())
    for report in [Report.contracts, .payments, .receivables, .won, .products, .cycle] {
      #expect(try fixture.rows(of: ReportQuery(report, run).table().feed()) == [])
    }
    var parameters = ReportParameters()
    parameters.groupings = []
    let total = try ReportRun(parameters, session: fixture.store.session())
    #expect(
      try fixture.rows(of: ReportQuery(.receivables, total).table().feed())
        == ["0|0.00|0.00|0.00|0|0.00|0.00|0.00|0.00|0.00|0.00"])
    #expect(
      try fixture.rows(of: ReportQuery(.contracts, total).table().feed())
        == ["0|0.00||0|0.00|0.00||0|0.00|0"])
  }

  @Test func voidingAndUndoTakeMoneyAwayAndBringItBack() throws {
    let scene = try CashScene(seed: 4)
    func figures() throws -> [String] {
      try scene.sales.rows(.contracts, by: [], fields: "amount,void")
        + scene.sales.rows(.receivables, by: [], fields: "due,outstanding")
        + scene.sales.rows(.won, by: [], fields: "deals,amount")
        + scene.sales.rows(.payments, by: [], fields: "net")
    }
    let before = try figures()
    let contract = try #require(
      try scene.contracts().first { contract in
        try contract.counts && contract.amount > 0
          && scene.receivables().contains { $0.contract == contract.id }
      })
    let session = scene.fixture.store.session()
    _ = try ContractVoiding(session).void(["\(contract.id)"], reason: "Off", isForced: true)
    let void = try figures()
    #expect(zip(before, void).map { $0 == $1 } == [false, false, false, true])
    #expect(
      try scene.balances().reduce(0) { $0 + $1.receivable.amount - $1.paid }
        == number(String(void[1].split(separator: "|")[1])))
    _ = try OperationUndo(scene.fixture.store.session()).undo(nil, isPartial: false)
    #expect(try figures() == before)
  }
}
