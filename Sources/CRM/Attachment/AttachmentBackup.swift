import Store
import Values

/// The contents of attachments that belong to a backup: in a folder beside it, `copy.sqlite.files`.
///
/// On the disk of the store they are the same files under a second name, which costs no room; elsewhere they
/// are copies.
struct AttachmentBackup {
  private let backup: String
  private let folder: ContentFolder

  init(of backup: String) {
    self.backup = backup
    folder = ContentFolder(ofBackup: backup)
  }

  /// Takes along every content that there is.
  func copy(from session: Session) throws {
    let source = ContentFolder(store: session.invocation.storeDirectory)
    try source.forEachHash { try folder.take($0, from: source) }
  }

  /// Throws unless every attachment of the backup has its content.
  func verify() throws {
    try Store.readBackup(at: backup) { db in
      try AttachedFiles(folder: folder, in: db).check { check, subject in
        guard check != .orphaned else { return }
        throw UserError(
          .inputOutput,
          "the backup \(backup) \(check == .missing ? "lacks" : "has changed") the content of \(subject)",
          hints: ["the contents belong beside it, in \(folder.path)"])
      }
    }
  }

  func remove() { folder.removeAll() }
}
