import Catalogue
import Store
import Values

/// What may not be made of a contract.
enum ContractChange {
  /// What was agreed: once it is approved, only a new contract says something else.
  static let agreed: Set<String> = ["amount", "customer", "signed", "start", "end"]

  @Sendable
  static func changed(_ change: RecordChange) throws {
    try refuseAgreed(change)
    try refuse(change, "amount", where: "k.amount < 0") { _ in negative }
    if let amount: Int64 = try change.db.value(
      "SELECT max(amount) FROM contract WHERE id IN \(ids: change.ids)")
    {
      try ContractAmount.check(amount, of: "a contract")
    }
    if let (end, start) = try change.db.row(
      """
      SELECT "end", start FROM contract
      WHERE id IN \(ids: change.ids) AND start > "end" ORDER BY id LIMIT 1
      """, as: String.self, String.self)
    {
      throw ends(end, before: start)
    }
    if change.fields.contains("customer") || change.fields.contains("opportunity"),
      let (opportunity, owner, customer) = try change.db.row(
        """
        SELECT o.id, o.customer, k.customer FROM contract k JOIN opportunity o ON o.id = k.opportunity
        WHERE k.id IN \(ids: change.ids) AND o.customer <> k.customer ORDER BY k.id LIMIT 1
        """, as: Int64.self, Int64.self, Int64.self)
    {
      throw stranger(opportunity, of: owner, not: customer)
    }
    if change.fields.contains("amount") {
      try ReceivableSum.check(
        contracts: "SELECT value FROM \(ids: change.ids)", in: change.db, change.session)
    }
    if change.fields.contains("owner") { try refuseInactive(change) }
  }

  private static func refuseAgreed(_ change: RecordChange) throws {
    let fields = agreed.intersection(change.fields).sorted()
    guard !fields.isEmpty else { return }
    for contract in try ContractState.load(change.ids, in: change.db) {
      try refuseSettled(contract, fields)
    }
  }

  /// Refuses to change parts of a contract that is approved, waits for approval or is void.
  static func refuseSettled(_ contract: ContractState, _ parts: [String]) throws {
    let hint: String
    switch contract.approval {
    case .draft, .rejected, .withdrawn: return
    case .approved:
      hint = "void it first, then add a new one: crm contract void \(contract.number) --reason …"
    case .pending: hint = "it waits for a decision"
    case .void: hint = "add a new one: crm contract add"
    }
    throw UserError(
      .conflict,
      "\(contract.subject) is \(contract.approval.rawValue): "
        + "its \(parts.joined(separator: ", ")) cannot change", code: "E_APPROVED", hints: [hint])
  }

  private static func refuse(
    _ change: RecordChange, _ field: String, where condition: SQL,
    _ error: (Int64) -> UserError
  ) throws {
    guard change.fields.contains(field) else { return }
    let offender: Int64? = try change.db.value(
      """
      SELECT k.id FROM contract k WHERE k.id IN \(ids: change.ids) AND (\(condition))
      ORDER BY k.id LIMIT 1
      """)
    if let offender { throw error(offender) }
  }

  /// Who left gets no contracts.
  private static func refuseInactive(_ change: RecordChange) throws {
    let login: String? = try change.db.value(
      """
      SELECT u.login FROM contract k JOIN "user" u ON u.id = k.owner
      WHERE k.id IN \(ids: change.ids) AND u.active = 0
      """)
    if let login { throw InactiveUsers.refusal(login) }
  }

  /// What counts is not deleted, nor what money was paid for.
  @Sendable
  static func deleting(_ ids: [Int64], in db: WriteTransaction, session: Session) throws {
    if let (id, number) = try db.row(
      """
      SELECT id, number FROM contract WHERE id IN \(ids: ids) AND approval = 'approved'
      ORDER BY id LIMIT 1
      """, as: Int64.self, String.self)
    {
      throw UserError(
        .conflict, "\(Noun.contract.reference(id)) \(number) is approved", code: "E_APPROVED",
        hints: ["void it instead: crm contract void \(number) --reason …"])
    }
    if let (id, number) = try db.row(
      """
      SELECT id, number FROM contract k WHERE id IN \(ids: ids) AND EXISTS (
        SELECT 1 FROM payment p WHERE p.contract = k.id AND p.deleted_at IS NULL)
      ORDER BY id LIMIT 1
      """, as: Int64.self, String.self)
    {
      throw UserError(
        .conflict, "\(Noun.contract.reference(id)) \(number) has payments", code: "E_PAYMENTS",
        hints: ["'crm contract show \(number)' lists them; a void contract keeps them"])
    }
  }

  // MARK: Errors

  static let negative = UserError(
    .usage, "the amount of a contract is not negative", code: "E_AMOUNT")

  static func ends(_ end: String, before start: String) -> UserError {
    UserError(
      .usage, "the contract ends on \(end), before it starts on \(start)", code: "E_PERIOD")
  }

  static func stranger(_ opportunity: Int64, of owner: Int64, not customer: Int64) -> UserError {
    UserError(
      .usage,
      "\(Noun.opportunity.reference(opportunity)) belongs to \(Noun.customer.reference(owner)), "
        + "not to \(Noun.customer.reference(customer))", code: "E_CUSTOMER")
  }
}
