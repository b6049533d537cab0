import Catalogue
import Store

/// New behaviors have a name that a list of them can hold.
final class BehaviorCreation: CreationRules {
  private let name: Int

  init(_ context: CreationContext) throws {
    let draft = RecordDraft(.behavior)
    name = try draft.number(of: "name")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    try LinkedName.check(draft.string(name), of: Noun.behavior.name)
  }
}
