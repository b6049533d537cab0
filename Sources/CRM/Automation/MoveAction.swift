import Catalogue
import Conditions
import Store
import Values

/// `move to pool POOL`: customers or leads lose their owner, or their pool; the rule is the reason.
struct MoveAction: AutomationAction {
  let written: RuleAction
  private let pool: Int64
  private let holding: PoolHolding

  init(_ name: Condition.Value, _ scene: ActionScene) throws {
    let holding = try scene.holding(for: .move)
    self.holding = holding
    pool = try scene.placed(name) {
      let pool = try scene.reader.resolver(for: Noun.pool.name).id(for: name.text)
      try PoolPlaces(for: holding, in: scene.db).check(pool)
      return pool
    }
    written = .move(pool: name)
  }

  func change(
    _ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    for (kind, owned) in [(Handover.Kind.release, "owner IS NOT NULL"), (.move, "owner IS NULL")]
      as [(Handover.Kind, SQL)]
    {
      let moving: [Int64] = try db.values(
        """
        SELECT id FROM \(identifier: holding.table)
        WHERE id IN \(ids: ids) AND pool IS NOT \(pool) AND \(owned)
        """)
      guard !moving.isEmpty else { continue }
      let query: SQL = "SELECT value FROM \(ids: moving)"
      try PoolEntry(session: session, in: db).check(query, holding, into: pool)
      try Handover(kind: kind, holding: holding, destination: .pool(pool), reason: rule.name)
        .carryOut(query, in: db)
    }
  }
}
