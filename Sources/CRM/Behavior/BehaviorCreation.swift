import Catalogue
import Store

/// New behaviors are active.
final class BehaviorCreation: CreationRules {
  private let name: Int
  private let active: Int

  init(_ context: CreationContext) throws {
    let draft = RecordDraft(.behavior)
    name = try draft.number(of: "name")
    active = try draft.number(of: "active")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    try LinkedName.check(draft.string(name), of: Noun.behavior.name)
    if !draft.hasValue(active) { draft.set(active, integer: 1) }
  }
}
