import Catalogue
import Store
import Values

/// A form is kept only when its fields can be filled in.
final class FormCreation: CreationRules {
  private let context: CreationContext
  private let noun, type, name, items, required: Int

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.form)
    noun = try draft.number(of: "noun")
    type = try draft.number(of: "type")
    name = try draft.number(of: "name")
    items = try draft.number(of: "items")
    required = try draft.number(of: "required")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let nounName = draft.string(noun), let text = draft.string(items) else { return }
    let target = try FormRules.noun(nounName, in: context.session.catalogue)
    let type = try draft.string(type).map { try target.typeKey($0, code: "E_FORM") }
    draft.set(noun, text: target.name)
    if let type { draft.set(self.type, text: type) }
    let name = [target.name, type].compactMap { $0 }.joined(separator: ".")
    if let given = draft.string(self.name), given != name {
      throw UserError(
        .usage, "the form '\(given)' is that of \(name)", code: "E_FORM",
        hints: ["its name follows from noun and type"])
    }
    draft.set(self.name, text: name)
    let fields = try FormRules.fields(text, required: draft.string(required), of: target)
    draft.set(items, text: fields.items)
    if fields.required.isEmpty {
      draft.setNull(required)
    } else {
      draft.set(required, text: fields.required)
    }
  }
}
