import Catalogue
import Store
import Values

/// New leads: owned by one user or lying in one pool that holds leads, and not converted yet.
///
/// What a file of past years brings may name what became of them.
final class LeadCreation: CreationRules {
  private let context: CreationContext
  private let status: Int
  private let reason: Int
  private let note: Int
  private let origin: Int
  private let customer: Int
  private let convertedAt: Int
  private let holder: FirstHolder
  private let exclusiveTags: ExclusiveTags

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.lead)
    status = try draft.number(of: "status")
    reason = try draft.number(of: "disqualify_reason")
    note = try draft.number(of: "disqualify_note")
    origin = try draft.number(of: "origin")
    customer = try draft.number(of: "converted_customer")
    convertedAt = try draft.number(of: "converted_at")
    holder = try FirstHolder(.leads, context)
    exclusiveTags = try ExclusiveTags(in: context.db)
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    if !draft.hasValue(status) { draft.set(status, text: LeadStatus.new.rawValue) }
    draft.set(origin, text: context.source.isImport ? "import" : "create")
    try checkStatus(of: draft)
    try exclusiveTags.check(draft)
    try holder.settle(draft, id: id)
  }

  func finish(_ ids: Range<Int64>) throws {
    try PoolEntry(session: context.session, in: context.db).check(new: ids, .leads)
    holder.finish(ids)
    try LeadMatches(session: context.session, in: context.db).tell(new: .lead, ids)
  }

  /// A status goes with what it is about: a reason, or a customer.
  private func checkStatus(of draft: RecordDraft) throws {
    let state = draft.string(status).flatMap(LeadStatus.init)
    guard (state == .converted) == draft.hasValue(customer) else {
      throw UserError(
        .usage,
        state == .converted
          ? "a converted lead needs the customer that it became"
          : "a lead that became a customer is converted", code: "E_LEAD_STATUS",
        hints: [
          state == .converted
            ? "add it as qualified; 'crm lead convert' makes the customer"
            : "its status is converted"
        ])
    }
    if state == .converted { draft.fill(convertedAt, with: .text(context.now.description)) }
    guard state == .disqualified else {
      guard !draft.hasValue(reason), !draft.hasValue(note) else {
        throw UserError(
          .usage, "only a disqualified lead has a disqualify_reason", code: "E_LEAD_STATUS",
          hints: ["its status is disqualified"])
      }
      return
    }
    guard draft.hasValue(reason) else {
      throw UserError(
        .usage, "a disqualified lead needs a value for disqualify_reason", code: "E_REQUIRED")
    }
  }
}
