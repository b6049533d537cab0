import Catalogue
import Store
import Values

/// Which customers a pool takes in: its entry condition.
///
/// It is asked when a customer comes in, by creation, import, release or recycling; what lies in the
/// pool stays there when the customer or the condition changes.
struct PoolEntry {
  private let session: Session
  private let db: WriteTransaction
  private let reader: FieldReader

  init(session: Session, in db: WriteTransaction) throws {
    self.session = session
    self.db = db
    reader = try FieldReader(.option, session: session, db: db)
  }

  /// The condition of the pool on the customer `r`; nil when it takes all.
  func condition(of pool: Int64) throws -> SQL? {
    guard let text: String = try text(of: pool) else { return nil }
    return try ConditionCompiler(
      text, for: .customer, today: try session.today(), session: session, reader: reader
    ).sql()
  }

  /// Refuses customers that the pool does not take; the query yields their ids.
  func check(_ customers: SQL, into pool: Int64) throws {
    guard let condition = try condition(of: pool),
      let (id, name, poolName) = try db.row(
        """
        SELECT r.id, r.name, (SELECT name FROM pool WHERE id = \(pool)) FROM customer r
        WHERE r.id IN (\(customers)) AND NOT \(condition) ORDER BY r.id LIMIT 1
        """, as: Int64.self, String.self, String.self)
    else { return }
    throw UserError(
      .no, "the pool '\(poolName)' does not take \(Noun.customer.reference(id)) '\(name)'",
      code: "not_admitted",
      hints: ["it takes customers with: \(try text(of: pool) ?? "")"])
  }

  /// Checks new customers that lie in pools.
  func check(new ids: Range<Int64>) throws {
    let new: SQL = "id >= \(ids.lowerBound) AND id < \(ids.upperBound)"
    let pools: [Int64] = try db.values(
      "SELECT id FROM pool WHERE entry IS NOT NULL AND deleted_at IS NULL ORDER BY id")
    for pool in pools {
      try check("SELECT id FROM customer WHERE \(new) AND pool = \(pool)", into: pool)
    }
  }

  private func text(of pool: Int64) throws -> String? {
    try db.value("SELECT entry FROM pool WHERE id = \(pool)", as: String?.self).flatMap { $0 }
  }

  /// The pool `public` takes every customer.
  static let kept = KeptCondition(field: "entry", noun: "'customer'") { pool, db in
    guard try pool == PublicPool.id(in: db) else { return }
    throw UserError(
      .no, "the pool '\(PublicPool.name)' takes every customer", code: "E_PUBLIC_POOL",
      hints: ["add another pool with the condition"])
  }
}
