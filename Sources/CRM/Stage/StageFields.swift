import Catalogue
import Store
import Values

/// The fields of opportunities that a stage may require: those that people fill in.
enum StageFields {
  /// The names in canonical form, each once and separated by single spaces; nil for none.
  static func canonical(_ text: String, in session: Session) throws -> String? {
    let noun = try session.noun(.opportunity)
    let names = try FieldNames.read(
      text, among: noun.fields.filter(\.isEditable), of: noun, code: "E_STAGE_FIELD")
    return names.isEmpty ? nil : names.joined(separator: " ")
  }

  /// The fields behind such a text.
  static func fields(_ text: String?, in session: Session) throws -> [Field] {
    guard let text else { return [] }
    let noun = try session.noun(.opportunity)
    return FieldNames.split(text).compactMap(noun.field)
  }

  /// Whether the opportunity `o` has nothing in the field.
  static func isEmpty(_ field: Field) -> SQL {
    if case .references(_, let link) = field.type {
      return """
        NOT EXISTS (SELECT 1 FROM \(identifier: link.table) l
          WHERE l.\(identifier: link.owner) = o.id)
        """
    }
    return "ifnull(o.\(identifier: field.column), '') = ''"
  }
}
