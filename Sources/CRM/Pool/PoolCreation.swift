import Catalogue

/// New pools keep their entry condition in its canonical form.
final class PoolCreation: CreationRules {
  private let context: CreationContext
  private let holds: Int

  init(_ context: CreationContext) throws {
    self.context = context
    holds = try RecordDraft(.pool).number(of: "holds")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    let holding = draft.string(holds).flatMap(PoolHolding.init) ?? .customers
    try PoolEntry.kept.settle(draft, for: holding.noun, in: context)
  }
}
