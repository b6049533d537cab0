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
  private let customer: CustomerAdoption
  private let access: CustomerAccess
  private let customerColumn: Int
  private let method: Int
  private let at: Int
  private let latest: String
  /// The names of behaviors that are no longer given, by id.
  private let inactiveBehaviors: [Int64: String]

  init(_ context: CreationContext) throws {
    self.context = context
    imported = ImportedTerms(context.db)
    let draft = RecordDraft(.activity)
    customer = try CustomerAdoption(draft, in: context.db)
    access = try CustomerAccess(session: context.session, in: context.db)
    customerColumn = try draft.number(of: "customer")
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
    try customer.settle(draft)
    // Who did it in past years had its customer then.
    if !context.source.isHistoric, let id = draft.integer(customerColumn) {
      try access.require(.followUp, on: "SELECT \(id)")
    }
  }

  func finish(_ ids: Range<Int64>) throws { try imported.finish(ids) }
}
