import Catalogue

/// New pools: enabled, without limits, behind the existing ones.
final class PoolCreation: CreationRules {
  private let context: CreationContext

  init(_ context: CreationContext) throws {
    self.context = context
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    draft.fill(try draft.number(of: "enabled"), with: .integer(1))
    draft.fill(try draft.number(of: "priority"), with: .integer(100))
    draft.fill(try draft.number(of: "cooldown_days"), with: .integer(0))
    let entry = try draft.number(of: "entry")
    if let text = draft.string(entry) {
      draft.set(
        entry,
        text: try PoolEntry.canonical(
          text, of: nil, session: context.session, reader: context.reader))
    }
  }
}
