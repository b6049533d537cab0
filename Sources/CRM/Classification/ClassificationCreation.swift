import Catalogue
import Store
import Values

/// A classification is kept only for a field that rules can decide.
final class ClassificationCreation: CreationRules {
  private let context: CreationContext
  private let name, noun, field, mode, onNone: Int

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.classification)
    name = try draft.number(of: "name")
    noun = try draft.number(of: "noun")
    field = try draft.number(of: "field")
    mode = try draft.number(of: "mode")
    onNone = try draft.number(of: "on_none")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let text = draft.string(name) else { return }
    guard let dot = text.firstIndex(of: ".") else {
      throw UserError(
        .usage, "'\(text)' names no field of a noun", code: "E_FIELD",
        hints: ["write NOUN.FIELD, such as customer.level"])
    }
    let target = try context.session.catalogue.ruledNoun(String(text[..<dot]))
    let classified = try ClassifiedField(String(text[text.index(after: dot)...]), of: target)
    draft.set(noun, text: target.name)
    draft.set(field, text: classified.field.name)
    draft.set(name, text: "\(target.name).\(classified.field.name)")
    draft.fill(mode, with: .text("rules"))
    let rest = try NoMatch(
      draft.string(onNone) ?? NoMatch.keep.stored, of: classified, reader: context.reader)
    draft.set(onNone, text: rest.stored)
  }
}
