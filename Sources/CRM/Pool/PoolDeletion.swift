import Store
import Values

/// What keeps a pool from being deleted, besides the customers in it.
enum PoolDeletion {
  static func check(_ ids: [Int64], in db: WriteTransaction) throws {
    if ids.contains(try PublicPool.id(in: db)) {
      throw UserError(.no, "the built-in pool cannot be deleted")
    }
    let rules: [Int64] = try db.values(
      """
      SELECT id FROM recycle_rule WHERE deleted_at IS NULL
        AND (to_pool IN \(ids: ids) OR (scope_noun = 'pool' AND scope IN \(ids: ids)))
      ORDER BY id
      """)
    guard rules.isEmpty else {
      let list = rules.map(String.init).joined(separator: " ")
      throw UserError(
        .no, "the pool is in use by the recycle rules \(list)", code: "E_IN_USE",
        hints: ["delete those first: crm pool rule delete \(list)"])
    }
  }
}
