import Catalogue
import Store
import Values

/// A view is kept only when its condition means something for its noun.
final class ViewCreation: CreationRules {
  private let context: CreationContext
  private let noun: Int
  private let condition: Int

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.view)
    noun = try draft.number(of: "noun")
    condition = try draft.number(of: "condition")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let name = draft.string(noun), let text = draft.string(condition) else { return }
    guard let noun = try context.session.catalogue.noun(name) else {
      let names = try context.session.catalogue.nouns.map(\.name)
      throw UserError(
        .usage, "there is no noun '\(name)'",
        hints: [
          NearestNames.hint(for: name, among: names) ?? "nouns: \(names.joined(separator: ", "))"
        ])
    }
    draft.set(self.noun, text: noun.name)
    draft.set(
      condition,
      text: try ConditionCompiler.canonical(
        text, for: noun, session: context.session, reader: context.reader))
  }
}
