import Catalogue
import Store
import Values

/// Gives new customers and leads what has them first: exactly one user or one pool.
///
/// Whoever adds a record by hand owns it; what a file brings without an owner lies in the built-in pool.
final class FirstHolder {
  private let noun: Noun
  private let context: CreationContext
  private let owner: Int
  private let pool: Int
  private let heldSince: Int
  private let publicPool: (id: Int64, name: String)
  private let places: PoolPlaces
  private let inactiveUsers: InactiveUsers
  private let instant: String
  private var unowned = UnownedCount()

  init(_ holding: PoolHolding, _ context: CreationContext) throws {
    noun = holding.noun
    self.context = context
    let draft = RecordDraft(noun)
    owner = try draft.number(of: "owner")
    pool = try draft.number(of: "pool")
    heldSince = try draft.number(of: "held_since")
    let id = try PublicPool.id(holding: holding, in: context.db)
    publicPool = (
      id, try context.db.value("SELECT name FROM pool WHERE id = \(id)") ?? PublicPool.name
    )
    places = PoolPlaces(for: holding, in: context.db)
    inactiveUsers = try InactiveUsers(context)
    instant = context.now.description
  }

  func settle(_ draft: RecordDraft, id: Int64) throws {
    unowned.begin(id)
    draft.fill(heldSince, with: .text(instant))
    try inactiveUsers.check(draft.integer(owner))
    switch (draft.hasValue(owner), draft.hasValue(pool)) {
    case (true, true):
      throw UserError(
        .usage, "a \(noun.name) has an owner or lies in a pool, not both",
        code: "E_OWNER_AND_POOL")
    case (false, false):
      if context.source.isImport || draft.isSet(owner) {
        draft.set(pool, integer: publicPool.id)
        unowned.add(id)
      } else {
        draft.set(owner, integer: context.actor.id)
      }
    case (false, true): try places.check(draft.integer(pool))
    case (true, false): break
    }
  }

  func finish(_ ids: Range<Int64>) {
    let count = unowned.finish(ids)
    guard count > 0, context.source.isImport else { return }
    context.session.note(
      "\(count.grouped) \(count == 1 ? "\(noun.name) has" : "\(noun.plural) have") no owner "
        + "and lie\(count == 1 ? "s" : "") in the pool '\(publicPool.name)'")
  }
}

/// Counts new records without an owner; one that is refused after it was prepared leaves its id
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
