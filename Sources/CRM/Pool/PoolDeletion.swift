import Catalogue
import Store
import Values

/// What keeps a pool from being deleted, besides the records and rules that name it.
package enum PoolDeletion {
  static func check(_ ids: [Int64], in db: WriteTransaction, session: Session) throws {
    try PoolCreation.requireAdmin(session.actor())
    if try ids.contains(where: { try PublicPool.isBuiltIn($0, in: db) }) {
      throw UserError(.no, "the built-in pool cannot be deleted")
    }
  }

  /// Moves what lies in the pools into another one, and returns how many records that were.
  package static func empty(
    _ ids: [Int64], into destination: String, _ session: Session, _ db: WriteTransaction
  ) throws -> Int {
    try PoolCreation.requireAdmin(session.actor())
    let pool = try ReferenceResolver(.pool, session: session, in: db).id(for: destination)
    guard !ids.contains(pool) else {
      throw UserError(
        .usage, "the pool '\(destination)' is going to be deleted itself", code: "E_MOVE_TO")
    }
    var count = 0
    for holding in PoolHolding.allCases {
      let records: [Int64] = try db.values(
        """
        SELECT id FROM \(identifier: holding.table)
        WHERE pool IN \(ids: ids) AND deleted_at IS NULL ORDER BY id
        """)
      guard !records.isEmpty else { continue }
      try PoolMove.carryOut(
        "SELECT value FROM \(ids: records)", holding, to: pool, session, db)
      count += records.count
    }
    return count
  }
}
