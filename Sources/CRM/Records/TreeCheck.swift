import Catalogue
import Store
import Values

/// Refuses records that would be their own ancestors, in every field of a noun that points to the
/// same noun.
package enum TreeCheck {
  /// Whether a record is another one or stands above it, by a field that points to the same noun.
  static func isAbove(
    _ id: Int64, _ other: Int64, by field: Field, of noun: Noun, in db: ReadTransaction
  ) throws -> Bool {
    try db.exists(
      """
      WITH RECURSIVE up(id) AS (
        SELECT \(other)
        UNION
        SELECT t.\(identifier: field.column)
        FROM up JOIN \(identifier: noun.table) t ON t.id = up.id
        WHERE t.\(identifier: field.column) IS NOT NULL)
      SELECT 1 FROM up WHERE id = \(id)
      """)
  }

  static func refuseCycles(
    in noun: Noun, fields: Set<String>, ids: [Int64], session: Session, db: ReadTransaction
  ) throws {
    var refusals = LateRefusals(session)
    let tellsRows = refusals.tellsRows
    for field in noun.fields
    where field.type == .reference(noun.name) && fields.contains(field.name) {
      let records: [Int64] = try db.values(
        """
        WITH RECURSIVE up(start, id) AS (
          SELECT id, \(identifier: field.column) FROM \(identifier: noun.table)
          WHERE id IN \(ids: ids)
          UNION
          SELECT up.start, t.\(identifier: field.column)
          FROM up JOIN \(identifier: noun.table) t ON t.id = up.id)
        SELECT DISTINCT start FROM up WHERE start = id ORDER BY start
        """)
      let reason = cycle(of: "this \(noun.name)", field)
      for id in records {
        try refusals.add(
          id, of: noun, for: reason,
          saying: tellsRows ? reason : cycle(of: noun.reference(id), field))
      }
    }
    try refusals.conclude(
      "records would be above themselves", code: Self.code,
      hints: ["--on-error skip imports the other rows"])
  }

  private static let code = "E_CYCLE"

  private static func cycle(of subject: String, _ field: Field) -> UserError {
    UserError(.conflict, "\(subject) would be its own \(field.name)", code: code)
  }
}
