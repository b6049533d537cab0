import Catalogue
import Store
import Values

/// New payments: for a contract that counts, received by today; what is given back was received before.
final class PaymentCreation: CreationRules {
  private let context: CreationContext
  private let number: Int
  private let contract: Int
  private let receivable: Int
  private let amount: Int
  private let received: Int
  private let reason: Int
  private let numbering: Numbering
  private let today: Day

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.payment)
    number = try draft.number(of: "number")
    contract = try draft.number(of: "contract")
    receivable = try draft.number(of: "receivable")
    amount = try draft.number(of: "amount")
    received = try draft.number(of: "received")
    reason = try draft.number(of: "reason")
    numbering = try Numbering(
      of: .payment, by: .paymentNumber, session: context.session, in: context.db)
    today = try context.session.today()
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    if !context.source.isImport { draft.fill(received, with: .text(today.description)) }
    if let day = draft.string(received), day > today.description { throw Self.future(day) }
    guard let contract = draft.integer(contract), let amount = draft.integer(amount) else { return }
    try settleAmount(amount, of: draft)
    try requireContract(contract, paysFor: amount > 0)
    if let receivable = draft.integer(receivable) {
      try requireReceivable(receivable, of: contract)
    }
    if !draft.hasValue(number) { draft.set(number, text: try numbering.next()) }
  }

  private func settleAmount(_ amount: Int64, of draft: RecordDraft) throws {
    guard amount != 0 else {
      throw UserError(.usage, "the amount of a payment is not zero", code: "E_AMOUNT")
    }
    try ContractAmount.check(amount, of: "a payment")
    if amount < 0, !draft.hasValue(reason) {
      throw UserError(
        .usage, "a payment below zero is a refund, which has a reason", code: "E_AMOUNT",
        hints: [
          context.source.isImport
            ? "map a column to 'reason'" : "use 'crm payment refund CONTRACT AMOUNT --reason …'"
        ])
    }
    if amount > 0, draft.hasValue(reason) {
      throw UserError(
        .usage, "only a refund has a reason", code: "E_REASON",
        hints: ["--note says what else is to say"])
    }
  }

  /// Money is received for contracts that count, and given back also when they are void.
  private func requireContract(_ contract: Int64, paysFor isPayment: Bool) throws {
    guard
      let (number, approval) = try context.db.row(
        "SELECT number, approval FROM contract WHERE id = \(contract)",
        as: String.self, String.self)
    else { return }
    switch ContractApproval(rawValue: approval) {
    case .approved: return
    case .void where !isPayment || context.source.isHistoric: return
    case .void:
      throw UserError(
        .conflict, "the contract \(number) is void", code: "E_APPROVAL",
        hints: ["'crm contract show \(number)' says why"])
    default:
      throw UserError(
        .conflict, "the contract \(number) is not approved yet: it is \(approval)",
        code: "E_APPROVAL", hints: ["submit it first: crm contract submit \(number)"])
    }
  }

  private func requireReceivable(_ receivable: Int64, of contract: Int64) throws {
    let owner: Int64? = try context.db.value(
      "SELECT contract FROM receivable WHERE id = \(receivable)")
    guard owner == contract else {
      throw UserError(
        .usage,
        "\(Noun.receivable.reference(receivable)) is one of another contract than "
          + Noun.contract.reference(contract), code: "E_RECEIVABLE")
    }
  }

  func finish(_ ids: Range<Int64>) throws {
    try Self.refuseOverdrawn(
      """
      SELECT contract FROM payment WHERE id BETWEEN \(ids.lowerBound) AND \(ids.upperBound - 1)
      """, in: context.db, context.session)
  }

  // MARK: Changes

  @Sendable
  static func changed(_ change: RecordChange) throws {
    guard change.fields.contains("received") else { return }
    let last: String? = try change.db.value(
      "SELECT max(received) FROM payment WHERE id IN \(ids: change.ids)")
    if let last, last > (try change.session.today()).description { throw future(last) }
  }

  /// A payment that is deleted may not leave a refund of it behind.
  @Sendable
  static func presenceChanged(
    _ ids: [Int64], in db: WriteTransaction, session: Session
  ) throws {
    try refuseOverdrawn(
      "SELECT contract FROM payment WHERE id IN \(ids: ids)", in: db, session)
  }

  /// No more is given back than was received.
  private static func refuseOverdrawn(
    _ contracts: SQL, in db: ReadTransaction, _ session: Session
  ) throws {
    guard
      let (id, number, sum) = try db.row(
        """
        SELECT k.id, k.number, sum(p.amount) FROM payment p JOIN contract k ON k.id = p.contract
        WHERE p.deleted_at IS NULL AND p.contract IN (\(contracts))
        GROUP BY k.id HAVING sum(p.amount) < 0 ORDER BY k.id LIMIT 1
        """, as: Int64.self, String.self, Int64.self)
    else { return }
    let digits = try session.settings().currency.minorDigits
    throw UserError(
      .no,
      "\(Noun.contract.reference(id)) \(number): \(Money.format(-sum, digits: digits)) more would "
        + "be given back than was received", code: "E_REFUND",
      hints: ["'crm contract show \(number)' lists the payments"])
  }

  private static func future(_ day: String) -> UserError {
    UserError(.usage, "money cannot be received on \(day), which lies ahead", code: "E_FUTURE")
  }
}
