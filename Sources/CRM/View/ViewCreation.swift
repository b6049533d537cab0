import Catalogue
import Store
import Values

/// A view is kept only when its condition means something for its noun.
final class ViewCreation: CreationRules {
  private let context: CreationContext
  private let noun: Int

  init(_ context: CreationContext) throws {
    self.context = context
    noun = try RecordDraft(.view).number(of: "noun")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let name = draft.string(noun) else { return }
    let noun = try context.session.catalogue.noun(
      named: name, unknown: "there is no noun '\(name)'")
    draft.set(self.noun, text: noun.name)
    try SavedView.kept.settle(draft, for: noun, in: context)
  }
}
