import Catalogue
import Store
import Values

/// New contracts: numbered, drafts unless they say otherwise, with what their opportunity knows.
final class ContractCreation: CreationRules {
  /// The lines of the current draft; emptied when it is prepared.
  var lines: [Line] = []
  let context: CreationContext
  private let pending: PendingLines
  private let products: LineProducts
  private let columns: Columns
  private let inactiveUsers: InactiveUsers
  private let exclusiveTags: ExclusiveTags
  private let numbering: Numbering
  private let today: Day
  private let firstStatus: String?

  init(_ context: CreationContext) throws {
    self.context = context
    columns = try Columns()
    pending = PendingLines(LineInserter(.contract, in: context.db))
    products = LineProducts(in: context.db)
    inactiveUsers = try InactiveUsers(context)
    exclusiveTags = try ExclusiveTags(in: context.db)
    numbering = try Numbering(
      of: .contract, by: .contractNumber, session: context.session, in: context.db)
    today = try context.session.today()
    firstStatus = try OptionList("contract.status", in: context.db).entries
      .first { $0.isActive }?.key
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    defer { lines.removeAll(keepingCapacity: true) }
    try pending.begin(id)
    try adoptOpportunity(draft)
    try settleLines(of: draft)
    guard let customer = draft.integer(columns.customer) else { return }
    if !context.source.isImport { draft.fill(columns.owner, with: .integer(context.actor.id)) }
    try inactiveUsers.check(draft.integer(columns.owner))
    try exclusiveTags.check(draft)
    guard let amount = draft.integer(columns.amount) else { return }
    guard amount >= 0 else { throw ContractChange.negative }
    try ContractAmount.check(amount, of: "a contract")
    if !draft.hasValue(columns.name) {
      let name: String? = try context.db.value("SELECT name FROM customer WHERE id = \(customer)")
      draft.set(columns.name, text: name ?? "")
    }
    if let firstStatus { draft.fill(columns.status, with: .text(firstStatus)) }
    if let start = draft.string(columns.start), let end = draft.string(columns.end), start > end {
      throw ContractChange.ends(end, before: start)
    }
    try settleApproval(of: draft)
    if !draft.hasValue(columns.number) { draft.set(columns.number, text: try numbering.next()) }
    pending.hold(lines, of: id)
  }

  /// Customer, name, amount and owner are those of the opportunity, unless they are given.
  private func adoptOpportunity(_ draft: RecordDraft) throws {
    guard let opportunity = draft.integer(columns.opportunity),
      let (customer, name, amount, owner) = try context.db.row(
        "SELECT customer, name, amount, owner FROM opportunity WHERE id = \(opportunity)",
        as: Int64.self, String.self, Int64?.self, Int64?.self)
    else { return }
    if let given = draft.integer(columns.customer), given != customer {
      throw ContractChange.stranger(opportunity, of: customer, not: given)
    }
    draft.set(columns.customer, integer: customer)
    if !draft.hasValue(columns.name) { draft.set(columns.name, text: name) }
    if let amount, !draft.hasValue(columns.amount) { draft.set(columns.amount, integer: amount) }
    if let owner, !context.source.isImport { draft.fill(columns.owner, with: .integer(owner)) }
  }

  /// Lines have the prices of their day, those of the opportunity its own; they make the amount that nobody gives.
  private func settleLines(of draft: RecordDraft) throws {
    if lines.isEmpty, !context.source.isImport, let opportunity = draft.integer(columns.opportunity)
    {
      lines = try RecordLines(of: opportunity, .opportunity, in: context.db).lines.map(\.line)
    }
    for index in lines.indices {
      try products.price(&lines[index], acceptsInactive: !lines[index].takesListPrice)
      try lines[index].check()
    }
    if !lines.isEmpty, !draft.isSet(columns.amount), let total = try lines.total() {
      draft.set(columns.amount, integer: total)
    }
  }

  func finish(_ ids: Range<Int64>) throws { try pending.finish(ids) }

  /// A contract that counts has a day on which it was signed.
  private func settleApproval(of draft: RecordDraft) throws {
    draft.fill(columns.approval, with: .text(ContractApproval.draft.rawValue))
    let approval = draft.string(columns.approval).flatMap { ContractApproval(rawValue: $0) }
    guard context.source.isImport || approval == .draft || approval == .approved else {
      throw UserError(
        .usage, "a new contract is a draft or approved, not \(approval?.rawValue ?? "nothing")",
        code: "E_APPROVAL", hints: ["--submit submits it"])
    }
    if approval == .approved {
      if !context.source.isImport { draft.fill(columns.signed, with: .text(today.description)) }
      guard let signed = draft.string(columns.signed) else {
        throw UserError(
          .usage, "an approved contract needs the day on which it was signed", code: "E_SIGNED",
          hints: ["--map, --default or --set gives 'signed' a value"])
      }
      guard signed <= today.description else { throw ContractSubmission.signsLater(signed) }
    }
    let now = context.now.description
    if approval == .approved {
      if !draft.hasValue(columns.approvedAt) { draft.set(columns.approvedAt, text: now) }
    }
    if approval == .void {
      if !draft.hasValue(columns.voidedAt) { draft.set(columns.voidedAt, text: now) }
    } else if draft.hasValue(columns.voidedAt) {
      throw UserError(
        .usage, "a contract that is not void has no voided_at", code: "E_APPROVAL",
        hints: ["'approval' says that it is void"])
    }
  }
}

extension ContractCreation {
  /// The numbers of the columns that the rules read and write.
  private struct Columns {
    let number, name, customer, opportunity, status, approval, amount, signed, start, end: Int
    let owner, approvedAt, voidedAt: Int

    init() throws {
      let draft = RecordDraft(.contract)
      number = try draft.number(of: "number")
      name = try draft.number(of: "name")
      customer = try draft.number(of: "customer")
      opportunity = try draft.number(of: "opportunity")
      status = try draft.number(of: "status")
      approval = try draft.number(of: "approval")
      amount = try draft.number(of: "amount")
      signed = try draft.number(of: "signed")
      start = try draft.number(of: "start")
      end = try draft.number(of: "end")
      owner = try draft.number(of: "owner")
      approvedAt = try draft.number(of: "approved_at")
      voidedAt = try draft.number(of: "voided_at")
    }
  }
}
