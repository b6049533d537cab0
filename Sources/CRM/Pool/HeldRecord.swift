import Catalogue
import Store
import Values

/// Who or what has a customer or lead: its owner, or the pool that it lies in.
package struct HeldRecord: Sendable {
  package var id: Int64
  package var name: String
  var owner: (id: Int64, login: String)?
  var pool: String?
  var poolID: Int64?
  package var holding = PoolHolding.customers

  /// How messages name it.
  var subject: String { "\(reference) '\(name)'" }

  package var reference: String { holding.noun.reference(id) }

  /// Whether it lies in a pool that the actor runs.
  func isIn(poolOf actor: Actor, _ db: ReadTransaction) throws -> Bool {
    guard let poolID else { return false }
    return try db.exists("SELECT 1 WHERE \(PoolMembership.isAdmin(actor.id, pool: "\(poolID)"))")
  }

  /// The live records of these ids, in this order.
  static func all(
    _ ids: [Int64], _ holding: PoolHolding = .customers, in db: ReadTransaction
  ) throws -> [HeldRecord] {
    let rows = try db.rows(
      """
      SELECT c.id, c.name, u.id, u.login, p.name, p.id
      FROM \(identifier: holding.table) c LEFT JOIN "user" u ON u.id = c.owner LEFT JOIN pool p ON p.id = c.pool
      WHERE c.id IN \(ids: ids) AND c.deleted_at IS NULL
      """, as: Int64.self, String.self, Int64?.self, String?.self, String?.self, Int64?.self)
    var found: [Int64: HeldRecord] = [:]
    for row in rows {
      var customer = HeldRecord(
        id: row.0, name: row.1, pool: row.4, poolID: row.5, holding: holding)
      if let id = row.2, let login = row.3 { customer.owner = (id, login) }
      found[row.0] = customer
    }
    return ids.compactMap { found[$0] }
  }
}
