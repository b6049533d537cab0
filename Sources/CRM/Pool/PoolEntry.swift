import Catalogue
import Store
import Values

/// Which customers or leads a pool takes in: its entry condition.
///
/// It is asked when a record comes in, by creation, import, release or recycling; what lies in the
/// pool stays there when the record or the condition changes.
struct PoolEntry {
  private let session: Session
  private let db: WriteTransaction
  private let reader: FieldReader

  init(session: Session, in db: WriteTransaction) throws {
    self.session = session
    self.db = db
    reader = try FieldReader(.option, session: session, db: db)
  }

  /// The condition of the pool on the record `r`; nil when it takes all.
  func condition(of pool: Int64, _ holding: PoolHolding = .customers) throws -> SQL? {
    guard let text: String = try text(of: pool) else { return nil }
    return try ConditionCompiler(
      text, for: holding.noun, today: try session.today(), session: session, reader: reader
    ).sql()
  }

  /// Refuses records that the pool does not hold or take; the query yields their ids.
  func check(
    _ records: SQL, _ holding: PoolHolding = .customers, into pool: Int64
  ) throws {
    try PoolPlaces(for: holding, in: db).check(pool)
    guard let condition = try condition(of: pool, holding),
      let (id, name, poolName) = try db.row(
        """
        SELECT r.id, r.name, (SELECT name FROM pool WHERE id = \(pool)) FROM \(identifier: holding.table) r
        WHERE r.id IN (\(records)) AND NOT \(condition) ORDER BY r.id LIMIT 1
        """, as: Int64.self, String.self, String.self)
    else { return }
    throw UserError(
      .no, "the pool '\(poolName)' does not take \(holding.noun.reference(id)) '\(name)'",
      code: "not_admitted",
      hints: ["it takes \(holding.rawValue) with: \(try text(of: pool) ?? "")"])
  }

  /// Checks new records that lie in pools.
  func check(new ids: Range<Int64>, _ holding: PoolHolding = .customers) throws {
    let new: SQL = "id >= \(ids.lowerBound) AND id < \(ids.upperBound)"
    let pools: [Int64] = try db.values(
      """
      SELECT id FROM pool WHERE entry IS NOT NULL AND holds = \(holding.rawValue)
        AND deleted_at IS NULL ORDER BY id
      """)
    for pool in pools {
      try check(
        "SELECT id FROM \(identifier: holding.table) WHERE \(new) AND pool = \(pool)",
        holding, into: pool)
    }
  }

  private func text(of pool: Int64) throws -> String? {
    try db.value("SELECT entry FROM pool WHERE id = \(pool)", as: String?.self).flatMap { $0 }
  }

  /// The built-in pools take everything.
  static let kept = KeptCondition(
    field: "entry", noun: "iif(holds = 'leads', 'lead', 'customer')"
  ) { pool, db in
    guard let pool, try PublicPool.isBuiltIn(pool, in: db) else { return }
    let name: String = try db.value("SELECT name FROM pool WHERE id = \(pool)") ?? ""
    throw UserError(
      .no, "the pool '\(name)' takes everything", code: "E_PUBLIC_POOL",
      hints: ["add another pool with the condition"])
  }
}
