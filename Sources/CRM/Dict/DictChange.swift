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
  }

  /// What holds of the lists when an operation has changed any: an operation may change several
  /// entries, so that nothing in between has to be right.
  static func check(in db: ReadTransaction) throws {
    try TagGroups.check(where: "1", in: db)
    try FollowStates.check(in: db)
  }

  @Sendable
  static func deleting(_ ids: [Int64], _ db: WriteTransaction, _ session: Session) throws {
    try FollowStates.checkDeletion(ids, in: db)
    try DictUse(session: session, db: db).check(ids)
  }
}
