import Catalogue
import Store
import Values

/// New follow-ups: at the present instant unless told otherwise, never in the future, and counted
/// for the customer behind the contact or opportunity.
final class ActivityCreation: CreationRules {
  /// What behaviors were worth when the current row's follow-up was recorded, for imports with
  /// `behavior_terms`.
  var terms: [(behavior: Int64, values: [Scalar])] = []
  let context: CreationContext
  private let imported: ImportedTerms
  private let customer: Int
  private let contact: Int
  private let opportunity: Int
  private let method: Int
  private let at: Int
  private let latest: String
  /// The names of behaviors that are no longer given, by id.
  private let inactiveBehaviors: [Int64: String]

  init(_ context: CreationContext) throws {
    self.context = context
    imported = ImportedTerms(context.db)
    let draft = RecordDraft(.activity)
    customer = try draft.number(of: "customer")
    contact = try draft.number(of: "contact")
    opportunity = try draft.number(of: "opportunity")
    method = try draft.number(of: "method")
    at = try draft.number(of: "at")
    latest = context.now.adding(seconds: 300).description
    inactiveBehaviors =
      context.source.isHistoric ? [:] : try BehaviorEvents.inactive(in: context.db)
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    try imported.begin(id, with: terms)
    draft.fill(at, with: .text(context.now.description))
    if let at = draft.string(at), at > latest {
      throw UserError(
        .usage, "a follow-up cannot lie in the future: \(at)", code: "E_FUTURE",
        hints: ["--next sets the next follow-up of the customer"])
    }
    for behavior in draft.links["behavior"] ?? [] {
      if let name = inactiveBehaviors[behavior] { throw BehaviorEvents.inactive(name) }
    }
    try adoptCustomer(of: contact, table: "contact", into: draft)
    try adoptCustomer(of: opportunity, table: "opportunity", into: draft)
  }

  func finish(_ ids: Range<Int64>) throws { try imported.finish(ids) }

  /// Takes the customer from the contact or opportunity, or checks that they belong together.
  private func adoptCustomer(of column: Int, table: String, into draft: RecordDraft) throws {
    guard let part = draft.integer(column),
      let owner: Int64 = try context.db.value(
        "SELECT customer FROM \(identifier: table) WHERE id = \(part)")
    else { return }
    if let given = draft.integer(customer), given != owner {
      throw UserError(
        .usage, "\(table)/\(part) belongs to customer/\(owner), not to customer/\(given)",
        code: "E_CUSTOMER")
    }
    draft.set(customer, integer: owner)
  }
}
