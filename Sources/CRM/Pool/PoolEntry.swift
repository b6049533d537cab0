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
    guard let (id, title) = try refused(records, holding, by: pool, atMost: 1).first else { return }
    throw try refusal(of: "\(holding.noun.reference(id)) '\(title)'", holding, by: pool)
  }

  /// Checks new records that lie in pools.
  func check(new ids: Range<Int64>, _ holding: PoolHolding = .customers) throws {
    let new: SQL = "id >= \(ids.lowerBound) AND id < \(ids.upperBound)"
    let pools: [Int64] = try db.values(
      """
      SELECT id FROM pool WHERE entry IS NOT NULL AND holds = \(holding.rawValue)
        AND deleted_at IS NULL ORDER BY id
      """)
    var refusals = LateRefusals(session)
    let tellsRows = refusals.tellsRows
    for pool in pools {
      let reason = try refusal(of: "this \(holding.noun.name)", holding, by: pool)
      let records: SQL =
        "SELECT id FROM \(identifier: holding.table) WHERE \(new) AND pool = \(pool)"
      let limit = refusals.leavesOut ? -1 : LateRefusals.mostTold
      for (id, title) in try refused(records, holding, by: pool, atMost: limit) {
        // The id of a record that will not be made says nothing to whoever reads a file.
        let record = tellsRows ? holding.noun.name : holding.noun.reference(id)
        try refusals.add(
          id, of: holding.noun, for: reason,
          saying: refusal(of: "\(record) '\(title)'", holding, by: pool))
      }
    }
    try refusals.conclude(
      "pools do not take all rows", code: Self.code,
      hints: ["--on-error skip imports the other rows"])
  }

  /// Records that the pool does not take, with their names.
  private func refused(
    _ records: SQL, _ holding: PoolHolding, by pool: Int64, atMost limit: Int
  ) throws -> [(Int64, String)] {
    guard let condition = try condition(of: pool, holding) else { return [] }
    return try db.rows(
      """
      SELECT r.id, r.name FROM \(identifier: holding.table) r
      WHERE r.id IN (\(records)) AND NOT \(condition) ORDER BY r.id LIMIT \(limit)
      """, as: Int64.self, String.self)
  }

  private func refusal(
    of subject: String, _ holding: PoolHolding, by pool: Int64
  ) throws -> UserError {
    let name: String = try db.value("SELECT name FROM pool WHERE id = \(pool)") ?? ""
    return UserError(
      .no, "the pool '\(name)' does not take \(subject)", code: Self.code,
      hints: ["it takes \(holding.rawValue) with: \(try text(of: pool) ?? "")"])
  }

  private static let code = "not_admitted"

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
