import Catalogue
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
      if let excess = try Excess(of: user, in: db) { throw excess.error }
    }
  }

  /// Refuses new customers beyond what their owners may own: the last ones of each.
  static func check(
    new ids: Range<Int64>, session: Session, in db: ReadTransaction
  ) throws {
    guard !ids.isEmpty, try isUsed(in: db) else { return }
    let new: SQL = "c.id >= \(ids.lowerBound) AND c.id < \(ids.upperBound)"
    var refusals = LateRefusals(session)
    let owners: [Int64] = try db.values(
      """
      SELECT DISTINCT c.owner FROM customer c
      WHERE \(new) AND c.owner IS NOT NULL ORDER BY c.owner
      """)
    for owner in owners {
      guard let excess = try Excess(of: owner, in: db) else { continue }
      let last: [Int64] = try db.values(
        """
        SELECT c.id FROM customer c
        WHERE \(new) AND c.owner = \(owner) AND NOT \(Deal.isWon(customer: "c.id"))
        ORDER BY c.id DESC LIMIT \(excess.count - excess.cap)
        """)
      for id in last {
        try refusals.add(id, of: .customer, for: excess.error, saying: excess.error)
      }
    }
    try refusals.conclude(
      "users would own more customers than they may", code: Excess.code,
      hints: ["--on-error skip leaves out what is too many"])
  }

  /// How many more a user owns than are allowed.
  private struct Excess {
    static let code = "owned_cap"

    let login: String
    let count: Int
    let cap: Int

    /// Nil when the user owns no more than that.
    init?(of user: Int64, in db: ReadTransaction) throws {
      guard let cap = try UserLimits(of: user, in: nil, db: db).ownedCap else { return nil }
      let count: Int = try db.value(OwnedCap.owned(by: user)) ?? 0
      guard count > cap else { return nil }
      self.cap = cap
      self.count = count
      login = try db.value("SELECT login FROM \"user\" WHERE id = \(user)") ?? ""
    }

    var error: UserError {
      UserError(
        .limit,
        "\(login) would own \(count.grouped) customers that are not won; \(cap.grouped) "
          + "\(cap == 1 ? "is" : "are") allowed", code: Self.code,
        hints: ["give them to somebody else, or into a pool"],
        details: [
          .init("owner", login), .init("owned", String(count)), .init("limit", String(cap)),
        ])
    }
  }
}
