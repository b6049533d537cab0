import Catalogue
import Store
import Values

/// New pools, which only an admin makes, keep their entry condition and hidden fields in canonical
/// form.
final class PoolCreation: CreationRules {
  private let context: CreationContext
  private let holds: Int

  init(_ context: CreationContext) throws {
    try Self.requireAdmin(context.actor)
    self.context = context
    holds = try RecordDraft(.pool).number(of: "holds")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    let holding = draft.string(holds).flatMap(PoolHolding.init) ?? .customers
    try PoolEntry.kept.settle(draft, for: holding.noun, in: context)
    let hidden = try draft.number(of: "hidden")
    if let text = draft.string(hidden) {
      draft.set(hidden, text: try HiddenFields.kept(text, catalogue: context.session.catalogue))
    }
  }

  @Sendable
  static func changed(_ change: RecordChange) throws {
    try requireAdmin(change.session.actor())
    try PoolEntry.kept.settle(change)
    guard change.fields.contains("hidden") else { return }
    for (id, text) in try change.db.rows(
      "SELECT id, hidden FROM pool WHERE id IN \(ids: change.ids) AND hidden IS NOT NULL",
      as: Int64.self, String.self)
    {
      let kept = try HiddenFields.kept(text, catalogue: change.session.catalogue)
      try change.db.update(
        "pool", where: "id = \(id)", set: [("hidden", "\(kept)")], touching: false)
    }
  }

  /// Pools decide who sees and gets customers.
  static func requireAdmin(_ actor: Actor) throws {
    try actor.requireAdmin(to: "change the pools")
  }
}
