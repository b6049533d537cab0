import Catalogue

/// New pools keep their entry condition in its canonical form.
final class PoolCreation: CreationRules {
  private let context: CreationContext

  init(_ context: CreationContext) {
    self.context = context
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    try PoolEntry.kept.settle(draft, for: .customer, in: context)
  }
}
