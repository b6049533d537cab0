import Catalogue
import Values

/// A field that rules of classification can decide.
package struct ClassifiedField {
  let field: Field

  /// The field that the text names; it has to have few values, and people may set it.
  init(_ text: String, of noun: Noun) throws {
    let possible = Self.isPossible(in: noun) ? noun.fields.filter(Self.isPossible) : []
    guard let field = noun.fields.called(text) else {
      throw UserError(
        .usage, "\(noun.name) has no field '\(text)'", code: "E_FIELD",
        hints: [
          NearestNames.hint(for: text, among: possible.map(\.name)) ?? Self.hint(possible, noun)
        ])
    }
    guard possible.contains(where: { $0.name == field.name }) else {
      throw UserError(
        .usage, "rules cannot decide \(field.name) of a \(noun.name)", code: "E_FIELD",
        hints: [Self.hint(possible, noun)])
    }
    self.field = field
  }

  /// The value as rules keep it: the key of an option, or the digits of a number.
  func canonical(_ text: String, _ reader: FieldReader) throws -> String {
    switch try reader.scalar(text, as: field) {
    case .null: ""
    case .integer(let number): String(number)
    case .text(let key): key
    }
  }

  /// What records store for a value in canonical form.
  func stored(_ canonical: String) -> Scalar {
    if case .integer = field.type, let number = Int64(canonical) { return .integer(number) }
    return .text(canonical)
  }

  /// Whether rules can decide fields of the noun; what configures the store is for people.
  package static func isPossible(in noun: Noun) -> Bool {
    !noun.isConfiguration
  }

  private static func isPossible(_ field: Field) -> Bool {
    guard field.isEditable else { return false }
    switch field.type {
    case .dictionary, .integer: return true
    default: return false
    }
  }

  private static func hint(_ fields: [Field], _ noun: Noun) -> String {
    fields.isEmpty
      ? "a \(noun.name) has no field that rules can decide"
      : "rules can decide \(fields.map(\.name).joined(separator: ", "))"
  }
}
