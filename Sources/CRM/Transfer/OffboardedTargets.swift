import Catalogue
import Store
import Values

/// The targets of a user who leaves: those of periods that have not begun are deleted.
///
/// The others stay with the user, as what was reached does; nobody takes them over.
struct OffboardedTargets {
  private let user: Int64
  private let session: Session
  private let db: WriteTransaction

  init(_ user: Int64, session: Session, in db: WriteTransaction) {
    self.user = user
    self.session = session
    self.db = db
  }

  func end(noting manifest: inout TransferManifest) throws {
    let today = try session.today()
    let targets = try db.rows(
      "SELECT id, period FROM target WHERE \"user\" = \(user) AND deleted_at IS NULL ORDER BY id",
      as: Int64.self, String.self
    ).filter { try TargetPeriod($0.1, today: today).first > today }.map(\.0)
    guard !targets.isEmpty else { return }
    try RecordPresence(.target, session: session, db: db).delete(targets)
    manifest.add(targets, of: .target, .deleted)
  }
}
