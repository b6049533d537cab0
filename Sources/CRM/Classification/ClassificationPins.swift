import Catalogue
import Store
import Tabular
import Values

/// Records whose value people set by hand although rules decide the field: the rules leave them
/// alone until they are unpinned.
package struct ClassificationPins {
  static let table = "classification_pin"

  private let session: Session
  private let db: WriteTransaction

  package init(session: Session, db: WriteTransaction) {
    self.session = session
    self.db = db
  }

  /// Whether the record `r` is exempt.
  static func isPinned(_ classification: Int64) -> SQL {
    """
    EXISTS (SELECT 1 FROM classification_pin pin
      WHERE pin.classification = \(classification) AND pin.record = r.id)
    """
  }

  /// Exempts the records; returns those that were not exempt before.
  @discardableResult
  package func pin(_ records: [Int64], for classification: Int64) throws -> [Int64] {
    let new: [Int64] = try db.values(
      """
      SELECT value FROM \(ids: records) WHERE value NOT IN
        (SELECT record FROM classification_pin WHERE classification = \(classification))
      """)
    try db.insert(
      Self.table, columns: ["classification", "record", "created_at", "created_by"],
      select: """
        SELECT \(classification), value, \(db.request.at), \(db.request.actor) FROM \(ids: new)
        """)
    return new
  }

  /// Hands the records back to the rules, which decide at once; returns those that were exempt.
  package func unpin(_ records: [Int64], from classification: Int64) throws -> [Int64] {
    let pinned: SQL = "classification = \(classification) AND record IN \(ids: records)"
    let ids: [Int64] = try db.values(
      "SELECT record FROM classification_pin WHERE \(pinned) ORDER BY record")
    try db.remove(Self.table, where: pinned)
    return ids
  }

  /// The classification of this name, and the noun whose records it has.
  package static func find(
    _ name: String, session: Session, in db: ReadTransaction
  ) throws -> (id: Int64, noun: Noun) {
    let id = try ReferenceResolver(.classification, session: session, in: db).id(for: name)
    guard
      let noun: String = try db.value("SELECT noun FROM classification WHERE id = \(id)"),
      let found = try session.catalogue.noun(noun)
    else { throw UserError.bug("the classification \(id) is of no noun") }
    return (id, found)
  }

  /// All pins, or those of one classification.
  package static func feed(of name: String?, session: Session) throws -> RowFeed {
    let wanted = try name.map { name in
      try session.read { try find(name, session: session, in: $0).id }
    }
    let chinese = session.language == .chinese
    let columns = [
      Column("ref", label: chinese ? "记录" : "Record", kind: .text),
      Column("title", label: chinese ? "名称" : "Title", kind: .text),
      Column("field", label: chinese ? "字段" : "Field", kind: .text),
      Column("value", label: chinese ? "值" : "Value", kind: .text),
      Column("by", label: chinese ? "固定人" : "Pinned by", kind: .text),
      Column("at", label: chinese ? "固定时间" : "Pinned at", kind: .instant),
    ]
    let catalogue = try session.catalogue
    let found = try session.read { db in
      try db.rows(
        """
        SELECT id, noun, field FROM classification
        WHERE deleted_at IS NULL AND ifnull(id = \(wanted), 1) ORDER BY id
        """, as: Int64.self, String.self, String.self)
    }
    let parts = found.compactMap { id, nounName, fieldName -> SQL? in
      guard let noun = catalogue.noun(nounName), let field = noun.field(fieldName) else {
        return nil
      }
      return """
        SELECT \(noun.name) || '/' || r.id AS ref, r.\(identifier: noun.titleField) AS title,
          \(field.name) AS field, CAST(r.\(identifier: field.column) AS TEXT) AS value,
          (SELECT login FROM "user" WHERE id = p.created_by) AS "by", p.created_at AS at
        FROM classification_pin p JOIN \(identifier: noun.table) r ON r.id = p.record
        WHERE p.classification = \(id) AND r.deleted_at IS NULL
        """
    }
    guard !parts.isEmpty else { return RowFeed(columns: columns) { _, _ in } }
    return RowFeed(
      columns: columns, query: "\(parts.joined(separator: " UNION ALL ")) ORDER BY at, ref, field")
  }
}
