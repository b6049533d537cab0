import Catalogue
import Store

/// New contacts: the first one of a customer is its primary contact.
final class ContactCreation: CreationRules {
  private let context: CreationContext
  private let decisionMaker: Int
  private let primary: Int
  private let exclusiveTags: ExclusiveTags

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.contact)
    decisionMaker = try draft.number(of: "decision_maker")
    primary = try draft.number(of: "primary")
    exclusiveTags = try ExclusiveTags(in: context.db)
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    draft.fill(decisionMaker, with: .integer(0))
    draft.fill(primary, with: .integer(0))
    try exclusiveTags.check(draft)
  }

  func finish(_ ids: Range<Int64>) throws {
    let isNew: SQL = "id BETWEEN \(ids.lowerBound) AND \(ids.upperBound - 1)"
    try ContactCollisions(
      session: context.session, exceptions: context.exceptions, in: context.db
    ).check("t.\(isNew)")
    try ContactPrimary.keepOne(
      ofCustomers: "SELECT customer FROM contact WHERE \(isNew)",
      preferring: "\(isNew) AND \"primary\" = 1", in: context.db)
    try LeadMatches(session: context.session, in: context.db).tell(new: .contact, ids)
  }
}
