import Catalogue
import Store
import Values

/// Views as conditions.
enum SavedView {
  /// The condition of the view of this name, which has to be one of the noun's.
  static func condition(_ name: String, of noun: Noun, reader: FieldReader) throws -> String {
    let id = try reader.resolver(for: Noun.view.name).id(for: name)
    guard
      let (target, condition) = try reader.db.row(
        "SELECT noun, condition FROM view WHERE id = \(id)", as: String.self, String.self)
    else { throw UserError.bug("there is no view \(id)") }
    guard target == noun.name else {
      throw UserError(
        .usage, "the view '\(name)' selects \(target)s, not \(noun.plural)",
        hints: ["'crm view list --noun \(noun.name)' lists those of \(noun.plural)"])
    }
    return condition
  }

  static let kept = KeptCondition(field: "condition", noun: "noun")

  @Sendable
  static func changed(_ change: RecordChange) throws { try kept.settle(change) }
}
