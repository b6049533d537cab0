import Catalogue
import Store
import Values

/// Refuses records that would be their own ancestors, in every field of a noun that points to the
/// same noun.
package enum TreeCheck {
  package static func refuseCycles(
    in noun: Noun, fields: Set<String>, ids: [Int64], db: ReadTransaction
  ) throws {
    for field in noun.fields
    where field.type == .reference(noun.name) && fields.contains(field.name) {
      let cycle: Int64? = try db.value(
        """
        WITH RECURSIVE up(start, id) AS (
          SELECT id, \(identifier: field.column) FROM \(identifier: noun.table)
          WHERE id IN \(ids: ids)
          UNION
          SELECT up.start, t.\(identifier: field.column)
          FROM up JOIN \(identifier: noun.table) t ON t.id = up.id)
        SELECT start FROM up WHERE start = id ORDER BY start LIMIT 1
        """)
      if let cycle {
        throw UserError(
          .conflict, "\(noun.reference(cycle)) would be its own \(field.name)", code: "E_CYCLE")
      }
    }
  }
}
