import Catalogue
import ProgramTesting
import Store
import Testing
import Values

@testable import CRM

/// Random sales with quotes, contracts, receivables and payments, some of them drafts, void, deleted, given back or
/// paid twice, and what stands in the store as plain values for a count by hand.
final class CashScene {
  struct Contract {
    var id: Int64
    var customer: Int64
    var sale: Int64?
    var type: String?
    var approval: String
    var amount: Int64
    var signed: Day?
    var owner: String?

    var counts: Bool { approval == "approved" }
  }

  struct Payment {
    var id: Int64
    var contract: Int64
    var amount: Int64
    var received: Day
    var method: String?
    var receivable: Int64?
  }

  struct Receivable {
    var id: Int64
    var contract: Int64
    var number: Int
    var due: Day
    var amount: Int64
  }

  /// What counts as a deal, worked out from the plain rows.
  struct Deal {
    var isContract: Bool
    var id: Int64
    var customer: Int64
    var owner: String?
    var at: String
    var amount: Int64?
    var sale: Int64?

    var day: Day { ReportScene.day(at) }
  }

  let sales: ReportScene
  var fixture: SalesFixture { sales.fixture }
  private var random: SeededGenerator

  init(seed: UInt64) throws {
    sales = try ReportScene(seed: seed)
    random = SeededGenerator(seed: seed &+ 1_000)
    let contracts = try fillContracts()
    try fillLines(contracts)
    let plan = try fillReceivables(contracts)
    try fillPayments(contracts, plan)
    try fillQuotes()
    try spoil(contracts)
  }

  private func pick<T>(_ values: [T]) -> T? { values.randomElement(using: &random) }

  private func day(_ first: String, within days: Int) -> Day {
    (Day(first) ?? .min).adding(days: Int.random(in: 0..<days, using: &random))
  }

  private func fillContracts() throws -> [(id: Int64, amount: Int64, isApproved: Bool)] {
    let deals = try sales.sales().shuffled(using: &random)
    let types = try sales.keys("contract.type") + [""]
    var made: [(amount: Int64, isApproved: Bool)] = []
    let rows = (0..<60).map { number -> [String: String] in
      let approval = pick(["approved", "approved", "approved", "draft", "rejected"]) ?? "draft"
      let amount = Int64.random(in: 0...9_999_999, using: &random)
      made.append((amount, approval == "approved"))
      var row = [
        "customer": "Customer \(Int.random(in: 0..<12, using: &random))",
        "amount": Money.format(amount, digits: 2), "approval": approval,
        "owner": pick(["li.wei", "wang.fang", ""]) ?? "",
        "type": pick(types) ?? "",
        "signed": day("2025-02-01", within: 393).description,
      ]
      if number < 30 {
        row["opportunity"] = "opportunity/\(deals[number].id)"
        row["customer"] = nil
      }
      if approval == "draft", Bool.random(using: &random) { row["signed"] = "" }
      return row
    }
    let ids = try fixture.create(.contract, rows, from: .importing(isHistoric: false))
    return zip(ids, made).map { ($0, $1.amount, $1.isApproved) }
  }

  private func fillLines(_ contracts: [(id: Int64, amount: Int64, isApproved: Bool)]) throws {
    let products = try ["Press", "Oil"].map(fixture.product)
    _ = try fixture.store.session().write { db in
      for contract in contracts {
        for position in 0..<Int.random(in: 0...3, using: &random) {
          try db.insert(
            "contract_line",
            [
              ("contract", .integer(contract.id)),
              ("product", .integer(pick(products) ?? products[0])),
              ("quantity", .integer(Int64.random(in: 1...9_999, using: &random))),
              ("price", .integer(Int64.random(in: 0...99_999, using: &random))),
              ("position", .integer(Int64(position))),
            ])
        }
      }
    }
  }

  private func fillReceivables(
    _ contracts: [(id: Int64, amount: Int64, isApproved: Bool)]
  ) throws -> [Int64: [Int64]] {
    var rows: [[String: String]] = []
    var owners: [Int64] = []
    for contract in contracts {
      var rest = contract.amount
      for _ in 0..<Int.random(in: 0...4, using: &random) where rest > 0 {
        let amount = Int64.random(in: 1...rest, using: &random)
        rest -= amount
        owners.append(contract.id)
        rows.append([
          "contract": "contract/\(contract.id)", "amount": Money.format(amount, digits: 2),
          "due": day("2025-09-01", within: 270).description,
        ])
      }
    }
    let ids = try fixture.create(.receivable, rows, from: .importing(isHistoric: false))
    return Dictionary(grouping: zip(ids, owners), by: \.1).mapValues { $0.map(\.0) }
  }

  private func fillPayments(
    _ contracts: [(id: Int64, amount: Int64, isApproved: Bool)], _ plan: [Int64: [Int64]]
  ) throws {
    let methods = try sales.keys("payment.method") + [""]
    var rows: [[String: String]] = []
    for contract in contracts where contract.isApproved {
      var received: Int64 = 0
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        let isRefund = received > 0 && Int.random(in: 0..<4, using: &random) == 0
        // More than the whole amount now and then.
        let amount =
          isRefund
          ? -Int64.random(in: 1...received, using: &random)
          : Int64.random(in: 1...(contract.amount / 2 + 1), using: &random)
        received += amount
        var row = [
          "contract": "contract/\(contract.id)", "amount": Money.format(amount, digits: 2),
          "received": day("2025-06-01", within: 270).description,
          "method": pick(methods) ?? "",
        ]
        if isRefund { row["reason"] = "Too much" }
        if Bool.random(using: &random), let receivable = pick(plan[contract.id] ?? []) {
          row["receivable"] = "receivable/\(receivable)"
        }
        rows.append(row)
      }
    }
    try fixture.create(.payment, rows, from: .importing(isHistoric: false))
  }

  private func fillQuotes() throws {
    try fixture.create(
      .quote,
      (0..<15).map { _ in
        [
          "customer": "Customer \(Int.random(in: 0..<12, using: &random))",
          "created_at": "\(day("2025-02-01", within: 300))T03:00:00Z",
        ]
      }, from: .importing(isHistoric: true))
  }

  /// Voids, deletions, and one that is taken back.
  private func spoil(_ contracts: [(id: Int64, amount: Int64, isApproved: Bool)]) throws {
    let approved = contracts.filter(\.isApproved).map(\.id).shuffled(using: &random)
    let payments = try payments()
    let paid = Set(payments.map(\.contract))
    let unpaid = approved.filter { !paid.contains($0) }.prefix(2)
    try void(approved.filter(paid.contains).prefix(3) + unpaid)
    try delete(.contract, Array(unpaid))
    try delete(.contract, contracts.filter { !$0.isApproved }.prefix(3).map(\.id))
    let refunded = Set(payments.filter { $0.amount < 0 }.map(\.contract))
    try delete(.payment, payments.filter { !refunded.contains($0.contract) }.prefix(3).map(\.id))
    let meant = Set(payments.compactMap(\.receivable))
    try delete(.receivable, try receivables().filter { !meant.contains($0.id) }.prefix(3).map(\.id))
    try void(approved.suffix(2))
    _ = try OperationUndo(fixture.store.session()).undo(nil, isPartial: false)
  }

  private func void(_ contracts: ArraySlice<Int64>) throws {
    _ = try ContractVoiding(fixture.store.session())
      .void(RecordSelection(contracts.map(String.init)), reason: "Off", isForced: true)
  }

  /// Spends on two sources, much and little, and returns how much on which.
  func spend() throws -> [String: Int64] {
    let sources = try sales.keys("customer.source").prefix(2)
    var spent: [String: Int64] = [:]
    for (source, most) in zip(sources, [Int64(100_000_000), 10_000]) {
      let amounts = (0..<5).map { _ in Int64.random(in: (most / 2)...most, using: &random) }
      try fixture.create(
        .expense,
        amounts.map {
          [
            "source": source, "day": day("2025-01-01", within: 300).description,
            "amount": Money.format($0, digits: 2),
          ]
        }, from: .importing(isHistoric: false))
      spent[source] = amounts.reduce(0, +)
    }
    try delete(.expense, [1])
    spent[sources[0], default: 0] -=
      try fixture.read { try $0.value("SELECT amount FROM expense WHERE id = 1", as: Int64.self) }
      ?? 0
    return spent
  }

  func delete(_ noun: Noun, _ ids: [Int64]) throws {
    let session = fixture.store.session()
    _ = try session.write {
      try RecordPresence(noun, session: session, db: $0).delete(ids)
    }
  }

  // MARK: What stands in the store

  func contracts() throws -> [Contract] {
    try fixture.read { db in
      try db.rows(
        """
        SELECT k.id, k.customer, k.opportunity, k.type, k.approval, k.amount, k.signed, u.login
        FROM contract k LEFT JOIN "user" u ON u.id = k.owner
        WHERE k.deleted_at IS NULL ORDER BY k.id
        """, as: Int64.self, Int64.self, Int64?.self, String?.self, String.self, Int64.self,
        String?.self, String?.self
      ).map {
        Contract(
          id: $0.0, customer: $0.1, sale: $0.2, type: $0.3, approval: $0.4, amount: $0.5,
          signed: $0.6.flatMap { Day($0) }, owner: $0.7)
      }
    }
  }

  func payments() throws -> [Payment] {
    try fixture.read { db in
      try db.rows(
        """
        SELECT id, contract, amount, received, method, receivable FROM payment
        WHERE deleted_at IS NULL ORDER BY id
        """, as: Int64.self, Int64.self, Int64.self, String.self, String?.self, Int64?.self
      ).map {
        Payment(
          id: $0.0, contract: $0.1, amount: $0.2, received: Day($0.3) ?? .min, method: $0.4,
          receivable: $0.5)
      }
    }
  }

  func receivables() throws -> [Receivable] {
    try fixture.read { db in
      try db.rows(
        """
        SELECT id, contract, number, due, amount FROM receivable WHERE deleted_at IS NULL ORDER BY id
        """, as: Int64.self, Int64.self, Int.self, String.self, Int64.self
      ).map {
        Receivable(
          id: $0.0, contract: $0.1, number: $0.2, due: Day($0.3) ?? .min, amount: $0.4)
      }
    }
  }

  func quotes() throws -> [(customer: Int64, day: Day)] {
    try fixture.read { db in
      try db.rows("SELECT customer, created_at FROM quote", as: Int64.self, String.self)
        .map { ($0.0, ReportScene.day($0.1)) }
    }
  }

  /// Lines of contracts and of opportunities, in their order.
  func lines() throws -> [(
    isContract: Bool, owner: Int64, product: String, quantity: Int64, price: Int64
  )] {
    try fixture.read { db in
      try db.rows(
        """
        SELECT l.is_contract, l.owner, p.name, l.quantity, l.price FROM (
          SELECT 1 AS is_contract, contract AS owner, product, quantity, price FROM contract_line
          UNION ALL SELECT 0, opportunity, product, quantity, price FROM opportunity_line) l
        JOIN product p ON p.id = l.product
        """, as: Bool.self, Int64.self, String.self, Int64.self, Int64.self
      ).map { ($0.0, $0.1, $0.2, $0.3, $0.4) }
    }
  }

  func deals() throws -> [Deal] {
    let contracts = try contracts()
    let named = Set(contracts.compactMap(\.sale))
    let signed = contracts.filter(\.counts).map {
      Deal(
        isContract: true, id: $0.id, customer: $0.customer, owner: $0.owner,
        at: "\($0.signed ?? .min)T12:00:00Z", amount: $0.amount, sale: $0.sale)
    }
    let won = try sales.sales().filter { $0.kind == "won" && !named.contains($0.id) }.map {
      Deal(
        isContract: false, id: $0.id, customer: $0.customer, owner: $0.owner,
        at: $0.closedText ?? "", amount: $0.amount, sale: $0.id)
    }
    return signed + won
  }

  /// What is paid of every receivable of contracts that count, by payments up to the day.
  func balances(by day: Day = .max) throws -> [(receivable: Receivable, paid: Int64)] {
    let (payments, receivables) = (try payments(), try receivables())
    return try contracts().filter { $0.counts && $0.signed ?? .max <= day }.flatMap { contract in
      var book = MoneyBook(contract: contract.id, amount: contract.amount)
      let own = receivables.filter { $0.contract == contract.id }
      book.instalments = own.map {
        .init(id: $0.id, due: $0.due.number, number: $0.number, amount: $0.amount)
      }
      book.payments = payments.filter { $0.contract == contract.id && $0.received <= day }.map {
        ($0.amount, $0.receivable)
      }
      let paid = book.paid
      return own.map { ($0, paid[$0.id] ?? 0) }
    }
  }
}
