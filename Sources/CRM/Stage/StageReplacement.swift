import Catalogue
import Store
import Values

/// Moves the opportunities out of an open stage that is to go.
enum StageReplacement {
  /// Returns how many opportunities moved.
  @Sendable
  static func replace(
    _ stage: Int64, with other: Int64, session: Session, in db: WriteTransaction
  ) throws -> Int {
    let opportunities: [Int64] = try db.values(
      "SELECT id FROM opportunity WHERE stage = \(stage) AND deleted_at IS NULL ORDER BY id")
    var move = try StageMove(session: session, db: db)
    try move.plan(opportunities) { _, _, pipeline in
      guard let to = pipeline[other], to.kind.isOpen else {
        throw UserError(
          .usage, "open opportunities go to an open stage only", code: "E_REPLACEMENT")
      }
      return to
    }
    try move.write(at: session.now)
    return opportunities.count
  }
}
