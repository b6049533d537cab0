import Catalogue
import Glibc
import Store
import Values

/// The contents that a store needs, compared with those that it has: for `fsck`, backups and `attach prune`.
struct AttachedFiles {
  private let db: ReadTransaction
  private let folder: ContentFolder

  init(_ session: Session, in db: ReadTransaction) {
    self.init(folder: ContentFolder(store: session.invocation.storeDirectory), in: db)
  }

  init(folder: ContentFolder, in db: ReadTransaction) {
    self.folder = folder
    self.db = db
  }

  /// Every content that an attachment has, deleted ones included, with one that has it.
  ///
  /// What was undone may be redone, and needs its content as well.
  private static let needed: SQL = """
    SELECT sha256, 'attachment/' || min(id) FROM (
      SELECT id, sha256 FROM attachment
      UNION ALL
      SELECT m.record, m.content ->> '$.sha256' FROM removal m
      WHERE m.operation IN (SELECT id FROM operation WHERE removed > 0)
        AND m."table" = 'attachment')
    GROUP BY 1 ORDER BY 1
    """

  /// The findings of `fsck`: contents that are missing, that have changed, and that belong to nothing.
  func check(reporting report: (_ check: AttachmentCheck, _ subject: String) throws -> Void) throws
  {
    for (hash, attachment) in try db.rows(Self.needed, as: String.self, String.self) {
      switch try folder.hash(of: hash) {
      case nil: try report(.missing, attachment)
      case hash: break
      default: try report(.changed, attachment)
      }
    }
    for hash in try orphans() { try report(.orphaned, "files/" + ContentFolder.name(hash)) }
  }

  /// The hashes of contents that no attachment has, be it deleted or undone.
  func orphans() throws -> [String] {
    let needed = Set(try db.rows(Self.needed, as: String.self, String.self).map(\.0))
    var orphans: [String] = []
    try folder.forEachHash { if !needed.contains($0) { orphans.append($0) } }
    return orphans
  }
}

/// What `fsck` asks about contents.
enum AttachmentCheck: CaseIterable {
  case missing, changed, orphaned

  var name: String {
    switch self {
    case .missing: "the content of every attachment is there"
    case .changed: "no content of an attachment has changed"
    case .orphaned: "every content in files/ belongs to an attachment"
    }
  }

  /// A content gets its name before the transaction that tells of it ends: where that fails, the content
  /// stays, and nothing is lost.
  var remedy: String? {
    self == .orphaned ? "'crm attach prune' removes files that belong to no attachment" : nil
  }
}

/// `attach prune`: takes away contents that nothing tells of, as a crash may leave them.
package struct AttachmentPruning {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Returns how many there were; under the writer's lock nobody is about to need them.
  package func run() throws -> Written<Int> {
    let isDryRun = session.invocation.isDryRun
    return try session.write { db in
      try session.actor().requireAdmin(to: "prune attachments")
      let folder = ContentFolder(store: session.invocation.storeDirectory)
      let orphans = try AttachedFiles(session, in: db).orphans()
      // A copy in the making is not held by the lock; a day is more than any takes.
      let leftovers = folder.leftovers(
        olderThan: session.now.adding(seconds: -Instant.secondsPerDay))
      if !isDryRun {
        for hash in orphans { folder.remove(hash) }
        for path in leftovers { unlink(path) }
      }
      return orphans.count + leftovers.count
    }
  }
}
