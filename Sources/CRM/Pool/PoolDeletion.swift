import Store
import Values

/// What keeps a pool from being deleted, besides the customers and rules that name it.
enum PoolDeletion {
  static func check(_ ids: [Int64], in db: WriteTransaction) throws {
    if ids.contains(try PublicPool.id(in: db)) {
      throw UserError(.no, "the built-in pool cannot be deleted")
    }
  }
}
