import Catalogue
import Store
import Values

/// New quotes: drafts of the actor with a number, valid for some days, with their lines.
final class QuoteCreation: CreationRules {
  /// The lines of the current draft; emptied when it is prepared.
  var lines: [Line] = []
  let context: CreationContext

  private let columns: Columns
  private let customer: CustomerAdoption
  private let inactiveUsers: InactiveUsers
  private let products: LineProducts
  private let pending: PendingLines
  private let numbering: Numbering
  private let validDays: Int64
  private let today: Day

  init(_ context: CreationContext) throws {
    self.context = context
    columns = try Columns()
    customer = try CustomerAdoption(RecordDraft(.quote), in: context.db)
    inactiveUsers = try InactiveUsers(context)
    products = LineProducts(in: context.db)
    pending = PendingLines(LineInserter(.quote, in: context.db))
    numbering = try Numbering(
      of: .quote, by: .quoteNumber, session: context.session, in: context.db)
    validDays = try SettingValues(in: context.db).number(.quoteValidDays)
    today = try context.session.today()
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    defer { lines.removeAll(keepingCapacity: true) }
    try pending.begin(id)
    try customer.settle(draft)
    guard draft.hasValue(columns.customer) else { return }  // the creator names what is missing
    if !context.source.isImport, !draft.isSet(columns.owner) {
      draft.set(columns.owner, integer: try ownerOfSale(draft) ?? context.actor.id)
    }
    try inactiveUsers.check(draft.integer(columns.owner))
    try QuoteChange.check(
      discount: draft.integer(columns.discount), amount: draft.integer(columns.discountAmount))
    try settleState(of: draft)
    for index in lines.indices {
      try products.price(
        &lines[index], acceptsInactive: context.source.isHistoric || isRevision(draft))
      try lines[index].check()
    }
    _ = try lines.total()
    if !context.source.isHistoric, !draft.isSet(columns.validUntil) {
      draft.set(columns.validUntil, text: today.adding(days: Int(validDays)).description)
    }
    if !draft.hasValue(columns.number) { draft.set(columns.number, text: try numbering.next()) }
    pending.hold(lines, of: id)
  }

  /// Whose sale it is, whoever writes the offer.
  private func ownerOfSale(_ draft: RecordDraft) throws -> Int64? {
    guard let opportunity = draft.integer(columns.opportunity) else { return nil }
    return try context.db.value(
      "SELECT owner FROM opportunity WHERE id = \(opportunity)", as: Int64?.self) ?? nil
  }

  /// What a version takes over from the one before may no longer be sold.
  private func isRevision(_ draft: RecordDraft) -> Bool { draft.hasValue(columns.series) }

  /// Past years bring quotes that were decided; of an opportunity at most one was accepted.
  private func settleState(of draft: RecordDraft) throws {
    guard let text = draft.string(columns.state), let state = QuoteState(rawValue: text),
      state != .draft
    else { return }
    let now = context.now.description
    draft.fill(columns.submittedAt, with: .text(draft.string(columns.createdAt) ?? now))
    if state.isDecided { draft.fill(columns.decidedAt, with: .text(now)) }
    guard state == .accepted, let opportunity = draft.integer(columns.opportunity) else { return }
    try QuoteDecision.refuseSecond(of: opportunity, in: context.db)
  }

  func finish(_ ids: Range<Int64>) throws { try pending.finish(ids) }
}

extension QuoteCreation {
  /// The numbers of the columns that the rules read and write.
  private struct Columns {
    let number, customer, opportunity, series, owner, validUntil, discount, discountAmount: Int
    let state, submittedAt, decidedAt, createdAt: Int

    init() throws {
      let draft = RecordDraft(.quote)
      number = try draft.number(of: "number")
      customer = try draft.number(of: "customer")
      opportunity = try draft.number(of: "opportunity")
      series = try draft.number(of: "series")
      owner = try draft.number(of: "owner")
      validUntil = try draft.number(of: "valid_until")
      discount = try draft.number(of: "discount")
      discountAmount = try draft.number(of: "discount_amount")
      state = try draft.number(of: "state")
      submittedAt = try draft.number(of: "submitted_at")
      decidedAt = try draft.number(of: "decided_at")
      createdAt = try draft.number(of: "created_at")
    }
  }
}
