import Catalogue
import Store
import Values

/// New follow-ups: at the present instant unless told otherwise, never in the future, and counted
/// for the customer behind the contact, opportunity or converted lead, or for the lead alone.
final class ActivityCreation: CreationRules {
  /// What behaviors were worth when the current row's follow-up was recorded, for imports with
  /// `behavior_terms`.
  var terms: [(behavior: Int64, values: [Scalar])] = []
  let context: CreationContext
  private let imported: ImportedTerms
  private let customer: CustomerAdoption
  private let access: CustomerAccess
  private let customerColumn: Int
  private let lead: Int
  private let method: Int
  private let at: Int
  private let latest: String
  /// Whether any of the new follow-ups is on a lead.
  private var concernsLeads = false
  /// The names of behaviors that are no longer given, by id.
  private let inactiveBehaviors: [Int64: String]

  init(_ context: CreationContext) throws {
    self.context = context
    imported = ImportedTerms(context.db)
    let draft = RecordDraft(.activity)
    customer = try CustomerAdoption(draft, in: context.db)
    access = try CustomerAccess(session: context.session, in: context.db)
    customerColumn = try draft.number(of: "customer")
    lead = try draft.number(of: "lead")
    method = try draft.number(of: "method")
    at = try draft.number(of: "at")
    latest = ActivityTime.latest(context.now)
    inactiveBehaviors =
      context.source.isHistoric ? [:] : try BehaviorEvents.inactive(in: context.db)
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    try imported.begin(id, with: terms)
    draft.fill(at, with: .text(context.now.description))
    if let at = draft.string(at), at > latest { throw ActivityTime.liesAhead(at) }
    for behavior in draft.links["behavior"] ?? [] {
      if let name = inactiveBehaviors[behavior] { throw BehaviorEvents.inactive(name) }
    }
    try customer.settle(draft)
    try noteLead(of: draft)
    guard draft.hasValue(customerColumn) || draft.hasValue(lead) else {
      throw UserError(
        .usage, "activity needs a value for customer or lead", code: "E_REQUIRED",
        hints: ["a contact or an opportunity says the customer, too"])
    }
    // Who did it in past years had its customer then.
    if !context.source.isHistoric, let id = draft.integer(customerColumn) {
      try access.require(.followUp, on: "SELECT \(id)")
    }
  }

  func finish(_ ids: Range<Int64>) throws {
    try imported.finish(ids)
    if concernsLeads { try LeadMove.begin(after: ids, in: context.db) }
  }

  /// A lead may have become a customer that is deleted by now, of which nothing can be a part.
  private func noteLead(of draft: RecordDraft) throws {
    guard let lead = draft.integer(lead) else { return }
    concernsLeads = true
    guard let customer = draft.integer(customerColumn),
      try context.db.exists(
        "SELECT 1 FROM customer WHERE id = \(customer) AND deleted_at IS NOT NULL")
    else { return }
    throw UserError(
      .conflict, "lead/\(lead) became customer/\(customer), which is deleted",
      hints: ["restore that first: crm customer restore \(customer)"])
  }
}
