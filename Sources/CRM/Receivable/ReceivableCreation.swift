import Catalogue
import Store
import Values

/// New receivables: numbered within their contract, which they do not exceed.
final class ReceivableCreation: CreationRules {
  private let context: CreationContext
  private let name: Int
  private let contract: Int
  private let number: Int
  private let amount: Int

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.receivable)
    name = try draft.number(of: "name")
    contract = try draft.number(of: "contract")
    number = try draft.number(of: "number")
    amount = try draft.number(of: "amount")
  }

  /// For the next number within the contract.
  var looksAmongItsKind: Bool { true }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let contract = draft.integer(contract), let amount = draft.integer(amount) else { return }
    try Self.check(amount)
    let row = try context.db.row(
      """
      SELECT number, approval,
        (SELECT ifnull(max(r.number), 0) + 1 FROM receivable r WHERE r.contract = k.id)
      FROM contract k WHERE id = \(contract)
      """, as: String.self, String.self, Int64.self)
    guard let (contractNumber, approval, next) = row else { return }
    guard approval != ContractApproval.void.rawValue || context.source.isHistoric else {
      throw UserError(
        .conflict, "the contract \(contractNumber) is void: nothing is due of it",
        code: "E_APPROVAL")
    }
    draft.fill(number, with: .integer(next))
    if !draft.hasValue(number) { draft.set(number, integer: next) }
    if !draft.hasValue(name) {
      draft.set(name, text: "\(contractNumber)#\(draft.integer(number) ?? next)")
    }
  }

  func finish(_ ids: Range<Int64>) throws {
    try ReceivableSum.check(
      contracts: """
        SELECT contract FROM receivable WHERE id BETWEEN \(ids.lowerBound) AND \(ids.upperBound - 1)
        """, in: context.db, context.session)
  }

  @Sendable
  static func changed(_ change: RecordChange) throws {
    if change.fields.contains("amount") {
      let amounts: [Int64] = try change.db.values(
        "SELECT DISTINCT amount FROM receivable WHERE id IN \(ids: change.ids)")
      for amount in amounts { try check(amount) }
      try ReceivableSum.check(
        contracts: "SELECT contract FROM receivable WHERE id IN \(ids: change.ids)",
        in: change.db, change.session)
    }
  }

  /// What comes back counts again.
  @Sendable
  static func presenceChanged(
    _ ids: [Int64], in db: WriteTransaction, session: Session
  ) throws {
    try ReceivableSum.check(
      contracts: "SELECT contract FROM receivable WHERE id IN \(ids: ids)", in: db, session)
  }

  private static func check(_ amount: Int64) throws {
    guard amount > 0 else {
      throw UserError(
        .usage, "the amount of a receivable is greater than zero", code: "E_AMOUNT")
    }
    try ContractAmount.check(amount, of: "a receivable")
  }
}
