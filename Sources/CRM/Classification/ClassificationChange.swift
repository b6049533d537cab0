import Catalogue
import Store
import Values

/// A changed classification is checked like a new one.
enum ClassificationChange {
  @Sendable
  static func changed(_ change: RecordChange) throws {
    try check(change.ids, in: change.db, session: change.session)
  }

  @Sendable
  static func presenceChanged(
    _ ids: [Int64], in db: WriteTransaction, session: Session
  ) throws {
    try check(ids, in: db, session: session)
  }

  private static func check(_ ids: [Int64], in db: WriteTransaction, session: Session) throws {
    let reader = try FieldReader(.option, session: session, db: db)
    for (id, noun, field, mode, onNone) in try db.rows(
      """
      SELECT id, noun, field, mode, on_none FROM classification
      WHERE id IN \(ids: ids) AND deleted_at IS NULL
      """, as: Int64.self, String.self, String.self, String?.self, String?.self)
    {
      let target = try session.catalogue.ruledNoun(noun)
      let classified = try ClassifiedField(field, of: target)
      let rest = try NoMatch(onNone ?? NoMatch.keep.stored, of: classified, reader: reader)
      try db.update(
        "classification", where: "id = \(id)",
        set: [("mode", "\(mode ?? "rules")"), ("on_none", "\(rest.stored)")], touching: false)
    }
  }
}
