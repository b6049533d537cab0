import Catalogue
import Store
import Values

/// What has to hold of option lists after entries changed, came or went.
enum DictChange {
  @Sendable
  static func changed(_ change: RecordChange) throws {
    if change.fields.contains("kind") {
      for (list, kind) in try change.db.rows(
        "SELECT dictionary, kind FROM dictionary_entry WHERE id IN \(ids: change.ids) ORDER BY id",
        as: String.self, String?.self)
      {
        try EntryKind.check(kind, in: list)
      }
    }
    try check(change.ids, in: change.db)
  }

  @Sendable
  static func presenceChanged(_ ids: [Int64], _ db: WriteTransaction, _: Session) throws {
    try check(ids, in: db)
  }

  /// The rules of the lists that the entries are in.
  static func check(_ ids: [Int64], in db: ReadTransaction) throws {
    try TagGroups.check(
      where:
        "t.\"group\" IN (SELECT key FROM dictionary_entry WHERE id IN \(ids: ids) AND dictionary = \(TagGroups.list))",
      in: db)
    let isState = try db.exists(
      """
      SELECT 1 FROM dictionary_entry
      WHERE id IN \(ids: ids) AND dictionary = \(FollowStates.list)
      """)
    if isState { try FollowStates.check(in: db) }
  }

  @Sendable
  static func deleting(_ ids: [Int64], _ db: WriteTransaction, _ session: Session) throws {
    try FollowStates.checkDeletion(ids, in: db)
    try DictUse(session: session, db: db).check(ids)
  }
}
