import Catalogue
import Conditions
import Store
import Values

/// `move to pool POOL`: customers lose their owner; the rule is the reason.
struct MoveAction: AutomationAction {
  let written: RuleAction
  private let pool: Int64

  init(_ name: Condition.Value, _ scene: ActionScene) throws {
    try scene.require(.customer, for: .move)
    pool = try scene.placed(name) {
      try scene.reader.resolver(for: Noun.pool.name).id(for: name.text)
    }
    written = .move(pool: name)
  }

  func change(
    _ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    let moving: SQL = """
      SELECT id FROM customer WHERE id IN \(ids: ids) AND pool IS NOT \(pool)
      """
    let customers: [Int64] = try db.values(moving)
    guard !customers.isEmpty else { return }
    let query: SQL = "SELECT value FROM \(ids: customers)"
    try PoolEntry(session: session, in: db).check(query, into: pool)
    try Handover(kind: .release, destination: .pool(pool), reason: rule.name)
      .carryOut(query, in: db)
  }
}
