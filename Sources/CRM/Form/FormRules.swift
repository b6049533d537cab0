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

  /// The key of a type that records of the noun can have.
  static func type(_ text: String, of noun: Noun) throws -> String {
    guard case .choice(let choices) = noun.field("type")?.type else {
      throw UserError(.usage, "a \(noun.name) has no type", code: "E_FORM")
    }
    let key = NameKey.key(of: text)
    let choice = choices.first { choice in
      [choice.key, choice.label.english, choice.label.chinese].contains {
        NameKey.key(of: $0) == key
      }
    }
    guard let choice else {
      throw UserError(
        .usage, "no type '\(text)' of a \(noun.name)", code: "E_FORM",
        hints: ["types: \(choices.map(\.key).joined(separator: ", "))"])
    }
    return choice.key
  }

  /// The names in canonical form: separated by single spaces, each once.
  static func fields(
    _ text: String, required: String?, of noun: Noun
  ) throws -> (items: String, required: String) {
    let settable = noun.fields.filter(\.isSetAtCreation)
    let names = try FormLayout.names(text).map { try name($0, among: settable, of: noun) }
    if let twice = Dictionary(grouping: names, by: { $0 }).first(where: { $0.value.count > 1 }) {
      throw UserError(.usage, "the form has \(twice.key) twice", code: "E_FORM")
    }
    let marked = try FormLayout.names(required ?? "").map {
      try name($0, among: settable, of: noun)
    }
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

  private static func name(_ text: String, among fields: [Field], of noun: Noun) throws -> String {
    let key = NameKey.key(of: text)
    let field =
      fields.first { $0.name == text }
      ?? fields.first {
        NameKey.key(of: $0.label.english) == key || NameKey.key(of: $0.label.chinese) == key
      }
    guard let field else {
      throw UserError(
        .usage, "\(noun.name) has no field '\(text)' to fill in", code: "E_FORM",
        hints: [NearestNames.hint(for: text, among: fields.map(\.name))].compactMap { $0 })
    }
    return field.name
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
