import Catalogue
import Store

/// How many live records have a record as a value: what keeps it from being deleted, and whom a
/// change of it concerns.
struct RecordUse {
  let noun: Noun
  let field: Field
  let count: Int

  /// The uses that there are, by noun and field; who recorded something is none, nor are parts and what
  /// crm itself keeps.
  static func all(
    of used: Noun, ids: [Int64], catalogue: Catalogue, in db: ReadTransaction
  ) throws -> [RecordUse] {
    let parts = Set(catalogue.parts(of: used).map(\.noun.name))
    var uses: [RecordUse] = []
    for noun in catalogue.nouns where !parts.contains(noun.name) && !noun.isReadOnly {
      for field in noun.fields where field.type.referencedNoun == used.name {
        guard field.name != "created_by" else { continue }
        let count: Int = try db.value(query(field, of: noun, ids: ids)) ?? 0
        if count > 0 { uses.append(RecordUse(noun: noun, field: field, count: count)) }
      }
    }
    return uses
  }

  private static func query(_ field: Field, of noun: Noun, ids: [Int64]) -> SQL {
    if case .references(_, let link) = field.type {
      return """
        SELECT count(*) FROM \(identifier: link.table) l
        JOIN \(identifier: noun.table) r ON r.id = l.\(identifier: link.owner)
        WHERE l.\(identifier: link.target) IN \(ids: ids) AND r.deleted_at IS NULL
        """
    }
    return """
      SELECT count(*) FROM \(identifier: noun.table)
      WHERE \(identifier: field.column) IN \(ids: ids) AND deleted_at IS NULL
      """
  }
}
