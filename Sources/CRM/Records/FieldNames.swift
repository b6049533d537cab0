import Catalogue
import Values

/// A list of fields as people write it: by name or label, separated by commas or spaces.
enum FieldNames {
  /// The parts of such a text.
  static func split(_ text: String) -> [String] {
    text.split { $0 == "," || $0 == "，" || $0.isWhitespace }.map(String.init)
  }

  /// The names of the fields, each once; labels become names.
  static func read(
    _ text: String, among fields: [Field], of noun: Noun, code: String
  ) throws -> [String] {
    let names = try split(text).map { try name($0, among: fields, of: noun, code: code) }
    if let twice = Dictionary(grouping: names, by: { $0 }).first(where: { $0.value.count > 1 }) {
      throw UserError(.usage, "\(twice.key) stands there twice", code: code)
    }
    return names
  }

  private static func name(
    _ text: String, among fields: [Field], of noun: Noun, code: String
  ) throws -> String {
    guard let field = fields.called(text) else {
      throw UserError(
        .usage, "\(noun.name) has no field '\(text)' here", code: code,
        hints: [NearestNames.hint(for: text, among: fields.map(\.name))].compactMap { $0 })
    }
    return field.name
  }
}
