import Catalogue
import Store
import Values

/// New customers: owned by exactly one user or lying in exactly one pool, from the first moment.
final class CustomerCreation: CreationRules {
  private let context: CreationContext
  private let type: Int
  private let name: Int
  private let status: Int
  private let owner: Int
  private let pool: Int
  private let heldSince: Int
  private let origin: Int
  private let creditCode: Int
  private let initialStatus: String
  private let publicPool: Int64
  private let instant: String
  private let inactiveUsers: InactiveUsers
  private let exclusiveTags: ExclusiveTags
  private var wrongCreditCodes = 0
  private var unowned = UnownedCount()

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.customer)
    type = try draft.number(of: "type")
    name = try draft.number(of: "name")
    status = try draft.number(of: "status")
    owner = try draft.number(of: "owner")
    pool = try draft.number(of: "pool")
    heldSince = try draft.number(of: "held_since")
    origin = try draft.number(of: "origin")
    creditCode = try draft.number(of: "uscc_key")
    initialStatus = try FollowStates(in: context.db).initial().key
    publicPool = try PublicPool.id(in: context.db)
    instant = context.now.description
    inactiveUsers = try InactiveUsers(context)
    exclusiveTags = try ExclusiveTags(in: context.db)
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    unowned.begin(id)
    draft.fill(type, with: .text("enterprise"))
    if !draft.hasValue(status) { draft.set(status, text: initialStatus) }
    draft.fill(heldSince, with: .text(instant))
    draft.set(origin, text: context.source.isImport ? "import" : "create")
    try inactiveUsers.check(draft.integer(owner))
    try exclusiveTags.check(draft)
    switch (draft.hasValue(owner), draft.hasValue(pool)) {
    case (true, true):
      throw UserError(
        .usage, "a customer has an owner or lies in a pool, not both", code: "E_OWNER_AND_POOL")
    case (false, false):
      // Whoever adds a customer by hand owns it; what a file brings without owner is public.
      if context.source.isImport || draft.isSet(owner) {
        draft.set(pool, integer: publicPool)
        unowned.add(id)
      } else {
        draft.set(owner, integer: context.actor.id)
      }
    default: break
    }
    if draft.hasValue(creditCode),
      draft.withText(creditCode, { Uscc.isValid($0) }) == false
    {
      wrongCreditCodes += 1
    }
  }

  func finish(_ ids: Range<Int64>) throws {
    try PoolEntry(session: context.session, in: context.db).check(new: ids)
    let count = unowned.finish(ids)
    if count > 0, context.source.isImport {
      context.session.note(
        "\(count.grouped) \(count == 1 ? "customer has" : "customers have") no owner "
          + "and lie\(count == 1 ? "s" : "") in the pool '\(PublicPool.name)'")
    }
    if wrongCreditCodes > 0 {
      context.session.note(CustomerChange.wrongCreditCodes(wrongCreditCodes))
    }
  }
}

/// Counts new customers without an owner; one that is refused after it was prepared leaves its id
/// to the next, and does not count.
private struct UnownedCount {
  private var count = 0
  private var last: Int64?

  mutating func begin(_ id: Int64) {
    if last == id { count -= 1 }
    last = nil
  }

  mutating func add(_ id: Int64) {
    count += 1
    last = id
  }

  mutating func finish(_ ids: Range<Int64>) -> Int {
    if let last, !ids.contains(last) { count -= 1 }
    return count
  }
}
