import Store
import Values

/// What keeps a pool from being deleted, besides the records and rules that name it.
enum PoolDeletion {
  static func check(_ ids: [Int64], in db: WriteTransaction) throws {
    for holding in PoolHolding.allCases
    where ids.contains(try PublicPool.id(holding: holding, in: db)) {
      throw UserError(.no, "the built-in pool cannot be deleted")
    }
  }
}
