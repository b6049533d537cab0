import Catalogue

/// New pools keep their entry condition in its canonical form.
final class PoolCreation: CreationRules {
  private let context: CreationContext

  init(_ context: CreationContext) {
    self.context = context
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    let entry = try draft.number(of: "entry")
    guard let text = draft.string(entry) else { return }
    draft.set(
      entry,
      text: try PoolEntry.canonical(
        text, of: nil, session: context.session, reader: context.reader))
  }
}
