import Catalogue
import Store
import Values

/// Refuses to delete custom fields that saved conditions name.
enum CustomFieldUse {
  @Sendable
  static func check(_ ids: [Int64], in db: WriteTransaction, session: Session) throws {
    let columns = Set(ids.map(CustomFields.column))
    let reader = try FieldReader(.option, session: session, db: db)
    for (view, name, text) in try db.rows(
      "SELECT name, noun, condition FROM view WHERE deleted_at IS NULL ORDER BY id",
      as: String.self, String.self, String.self)
    {
      guard let noun = try session.catalogue.noun(name) else { continue }
      let fields = try ConditionCompiler(
        text, for: noun, today: try session.today(), session: session, reader: reader
      ).fields
      guard let used = fields.first(where: { columns.contains($0.field.column) }) else { continue }
      throw UserError(
        .no, "\(used.noun.name).\(used.field.name) is in use by the view '\(view)'",
        code: "E_IN_USE", hints: ["change or delete the view first"])
    }
  }
}
