import Store
import Values

/// The built-in pools: one for customers and one for leads.
///
/// They always exist and take what has no other place.
enum PublicPool {
  static let name = "public"
  static let leadsName = "leads"

  static func id(
    holding: PoolHolding = .customers, in db: ReadTransaction
  ) throws -> Int64 {
    // A store is made with them, so they are the first of their kind.
    guard
      let id: Int64 = try db.value(
        "SELECT min(id) FROM pool WHERE holds = \(holding.rawValue) AND deleted_at IS NULL")
    else {
      throw UserError(
        .configuration, "the store has no pool for \(holding.rawValue)", hints: ["run 'crm fsck'"])
    }
    return id
  }

  static func isBuiltIn(_ pool: Int64, in db: ReadTransaction) throws -> Bool {
    try PoolHolding.allCases.contains { try id(holding: $0, in: db) == pool }
  }

  /// The pools as a new store has them, looked through after all others.
  static let new: [(name: String, holding: PoolHolding)] = [
    (name, .customers), (leadsName, .leads),
  ]
}
