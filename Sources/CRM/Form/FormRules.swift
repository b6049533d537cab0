import Catalogue
import Store
import Values

/// What a form may ask for.
enum FormRules {
  static func noun(_ name: String, in catalogue: Catalogue) throws -> Noun {
    try catalogue.noun(
      named: name, aboutRecords: true, code: "E_FORM", unknown: "there are no forms of '\(name)'",
      list: "nouns with forms")
  }

  /// The names in canonical form: separated by single spaces, each once.
  static func fields(
    _ text: String, required: String?, of noun: Noun
  ) throws -> (items: String, required: String) {
    let settable = noun.fields.filter(\.isSetAtCreation)
    let names = try FieldNames.read(text, among: settable, of: noun, code: "E_FORM")
    let marked = try FieldNames.read(required ?? "", among: settable, of: noun, code: "E_FORM")
    if let other = marked.first(where: { !names.contains($0) }) {
      throw UserError(.usage, "\(other) is required, but not in the form", code: "E_FORM")
    }
    let missing = settable.filter { field in
      field.isRequired && field.defaultValue == nil && !names.contains(field.name)
    }
    if let first = missing.first {
      throw UserError(
        .usage, "the form lacks \(first.name), which every \(noun.name) needs", code: "E_FORM")
    }
    return (names.joined(separator: " "), marked.joined(separator: " "))
  }

  /// A changed form is checked like a new one.
  @Sendable
  static func changed(_ change: RecordChange) throws {
    for (id, name, items, required) in try change.db.rows(
      "SELECT id, noun, items, required FROM form WHERE id IN \(ids: change.ids)",
      as: Int64.self, String.self, String.self, String?.self)
    {
      guard let noun = try change.session.catalogue.noun(name) else { continue }
      let fields = try fields(items, required: required, of: noun)
      try change.db.update(
        "form", where: "id = \(id)",
        set: [
          ("items", "\(fields.items)"),
          ("required", fields.required.isEmpty ? "NULL" : "\(fields.required)"),
        ], touching: false)
    }
  }
}
