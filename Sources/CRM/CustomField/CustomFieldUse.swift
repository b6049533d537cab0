import Catalogue
import Store
import Values

/// Refuses to delete custom fields that saved conditions name, or that rules decide.
enum CustomFieldUse {
  @Sendable
  static func check(_ ids: [Int64], in db: WriteTransaction, session: Session) throws {
    let columns = Set(ids.map(CustomFields.column))
    let reader = try FieldReader(.option, session: session, db: db)
    for condition in try SavedCondition.all(in: db) {
      guard let noun = try session.catalogue.noun(condition.noun) else { continue }
      let fields = try ConditionCompiler(
        condition.text, for: noun, today: try session.today(), earlier: .asNow, session: session,
        reader: reader
      ).fields
      guard let used = fields.first(where: { columns.contains($0.field.column) }) else { continue }
      throw inUse("\(used.noun.name).\(used.field.name)", by: condition.owner)
    }
    if let (field, owner) = try db.row(
      """
      SELECT f.name, u.owner FROM custom_field f JOIN (
        SELECT noun, field, 'the rule ''' || name || '''' AS owner FROM rule
          WHERE deleted_at IS NULL
        UNION ALL
        SELECT noun, field, 'the classification ''' || name || '''' FROM classification
          WHERE deleted_at IS NULL
        UNION ALL
        SELECT 'opportunity', value, 'the stage ''' || s.name || '''' FROM stage s,
            json_each('["' || replace(s.required_fields, ' ', '","') || '"]')
          WHERE s.deleted_at IS NULL AND s.required_fields <> '') u ON u.noun = f.noun AND u.field = f.key
      WHERE f.id IN \(ids: ids) LIMIT 1
      """, as: String.self, String.self)
    {
      throw inUse(field, by: owner)
    }
  }

  private static func inUse(_ field: String, by owner: String) -> UserError {
    UserError(
      .no, "\(field) is in use by \(owner)", code: "E_IN_USE",
      hints: ["change or delete \(owner) first"])
  }
}
