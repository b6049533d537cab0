import Catalogue
import Store
import Values

/// New customers: owned by exactly one user or lying in exactly one pool, from the first moment.
final class CustomerCreation: CreationRules {
  private let context: CreationContext
  private let types: CustomerTypes
  private let type: Int
  private let status: Int
  private let origin: Int
  private let creditCode: Int
  private let initialStatus: String
  private let holder: FirstHolder
  private let exclusiveTags: ExclusiveTags
  private var wrongCreditCodes = 0

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.customer)
    types = try CustomerTypes(in: context.db)
    type = try draft.number(of: "type")
    status = try draft.number(of: "status")
    origin = try draft.number(of: "origin")
    creditCode = try draft.number(of: "uscc_key")
    initialStatus = try FollowStates(in: context.db).initial().key
    holder = try FirstHolder(.customers, context)
    exclusiveTags = try ExclusiveTags(in: context.db)
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    draft.fill(type, with: .text(types.standard))
    try types.check(draft.string(type) ?? "")
    if !draft.hasValue(status) { draft.set(status, text: initialStatus) }
    draft.set(origin, text: context.source.isImport ? "import" : "create")
    try exclusiveTags.check(draft)
    try holder.settle(draft, id: id)
    if draft.hasValue(creditCode),
      draft.withText(creditCode, { Uscc.isValid($0) }) == false
    {
      wrongCreditCodes += 1
    }
  }

  func finish(_ ids: Range<Int64>) throws {
    try PoolEntry(session: context.session, in: context.db).check(new: ids)
    try OwnedCap.check(new: ids, session: context.session, in: context.db)
    holder.finish(ids)
    try LeadMatches(session: context.session, in: context.db).tell(new: .customer, ids)
    if wrongCreditCodes > 0 {
      context.session.note(CustomerChange.wrongCreditCodes(wrongCreditCodes))
    }
  }
}
