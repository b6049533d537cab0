import Store
import Values

/// How many customers a user may own, however he got them; won ones do not count.
enum OwnedCap {
  /// Counts what the user owns and has not won.
  static func owned(by user: Int64) -> SQL {
    """
    SELECT count(*) FROM customer c WHERE c.owner = \(user) AND c.deleted_at IS NULL
      AND NOT \(Deal.isWon(customer: "c.id"))
    """
  }

  /// Whether any user has a cap, so that most stores count nothing.
  static func isUsed(in db: ReadTransaction) throws -> Bool {
    try db.exists(
      "SELECT 1 FROM pool_limit WHERE owned_cap IS NOT NULL AND deleted_at IS NULL")
  }

  /// Refuses what has just made users own more than they may.
  static func check(_ users: [Int64], in db: ReadTransaction) throws {
    guard !users.isEmpty, try isUsed(in: db) else { return }
    for user in users {
      guard let cap = try UserLimits(of: user, in: nil, db: db).ownedCap else { continue }
      let count: Int = try db.value(owned(by: user)) ?? 0
      guard count > cap else { continue }
      let login: String = try db.value("SELECT login FROM \"user\" WHERE id = \(user)") ?? ""
      throw UserError(
        .limit,
        "\(login) would own \(count.grouped) customers that are not won; \(cap.grouped) "
          + "\(cap == 1 ? "is" : "are") allowed", code: "owned_cap",
        hints: ["give them to somebody else, or into a pool"],
        details: [
          .init("owner", login), .init("owned", String(count)), .init("limit", String(cap)),
        ])
    }
  }
}
