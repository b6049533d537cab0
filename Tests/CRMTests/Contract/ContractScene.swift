import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Contracts of the customer 华为, which li.wei owns; amounts are texts as people write them.
struct ContractScene {
  let pool: PoolScene
  let customer: Int64

  var store: TestStore { pool.store }

  init(now: String = "2026-03-01T01:00:00Z", zone: String = "Asia/Shanghai") throws {
    pool = try PoolScene(now: now, zone: zone)
    try pool.user("li.wei")
    try pool.user("wang.fang")
    customer = try pool.customer("华为", owner: "li.wei")
  }

  @discardableResult
  func contract(
    _ amount: String, _ values: [String: String] = [:], submitting: Bool = true
  ) throws -> Int64 {
    let all = ["amount": amount, "customer": "customer/\(customer)", "owner": "li.wei"]
      .merging(values) { $1 }
    let fields = try all.sorted { $0.key < $1.key }.map { name, text in
      (field: try #require(Noun.contract.field(name)), text: text)
    }
    return try ContractAddition(store.session()).run(fields, submitting: submitting).value.id
  }

  @discardableResult
  func receivable(
    _ contract: Int64, _ amount: String, due: String, over: Bool = false
  ) throws -> Int64 {
    try pool.add(
      .receivable,
      [
        "contract": "\(contract)", "amount": amount, "due": due, "allow_over": over ? "yes" : "no",
      ])
  }

  @discardableResult
  func pay(
    _ contract: Int64, _ amount: String, receivable: String? = nil
  ) throws -> PaymentEntry.Result {
    var values = [(field: try #require(Noun.payment.field("amount")), text: amount)]
    if let receivable {
      values.append((try #require(Noun.payment.field("receivable")), receivable))
    }
    return try PaymentEntry(store.session()).add(values, to: "\(contract)").value
  }

  @discardableResult
  func refund(_ contract: Int64, _ cents: Int64) throws -> PaymentEntry.Result {
    try PaymentEntry(store.session())
      .refund(cents, from: "\(contract)", reason: "多收", []).value
  }

  func void(_ contract: Int64, force: Bool = false) throws {
    _ = try ContractVoiding(store.session())
      .void(["\(contract)"], reason: "取消", isForced: force)
  }

  func undo() throws { _ = try OperationUndo(store.session()).undo(nil, isPartial: false) }

  func redo() throws { _ = try OperationUndo(store.session()).redo(nil, isPartial: false) }

  /// What the receivables of a contract have got, in the order of their due days.
  func paid(_ contract: Int64) throws -> [Int64] {
    try store.session().read { db in
      try db.rows(
        """
        SELECT b.paid FROM (\(ReceivableBalance.rows(ofContract: "\(contract)"))) b
        ORDER BY b.due, b.number
        """, as: Int64.self)
    }
  }

  /// The value of a fact, as text; nil when it is missing.
  func fact(_ fact: String, of noun: Noun, _ id: Int64) throws -> String? {
    let session = store.session()
    let column = try RecordColumns(noun, session: session).required(fact)
    return try session.read { db in
      try db.value(
        """
        SELECT CAST(\(column.expression) AS TEXT) FROM \(identifier: noun.table) r WHERE r.id = \(id)
        """, as: String?.self)
    } ?? nil
  }

  /// The code of the error that the body ends in.
  func failure(_ body: () throws -> Void) throws -> String? {
    try #require(throws: UserError.self) { try body() }.code
  }
}
