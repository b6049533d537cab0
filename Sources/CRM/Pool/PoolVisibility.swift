import Catalogue
import Store
import Values

/// What a user does not see of the pools: those for others, and fields of what lies in a pool that
/// hides them from all but its admins.
package struct PoolVisibility: Sendable, Hashable {
  /// Pools that do not exist for the user.
  var pools: [Int64] = []
  /// The pools that hide a field, by `noun.field`.
  var fields: [String: [Int64]] = [:]

  /// Everything is seen: so judges what judges for everybody.
  static let all = PoolVisibility()

  private init() {}

  /// Admins of the store see everything.
  init(of user: Int64, isAdmin: Bool, in db: ReadTransaction) throws {
    guard !isAdmin else { return }
    pools = try db.values(
      """
      SELECT p.id FROM pool p WHERE p.deleted_at IS NULL
        AND NOT \(PoolMembership.contains(user, pool: "p.id")) ORDER BY p.id
      """)
    for (pool, hidden) in try db.rows(
      """
      SELECT p.id, p.hidden FROM pool p WHERE p.hidden IS NOT NULL AND p.deleted_at IS NULL
        AND NOT \(PoolMembership.isAdmin(user, pool: "p.id")) ORDER BY p.id
      """, as: Int64.self, String.self)
    {
      for field in HiddenFields.names(hidden) { fields[field, default: []].append(pool) }
    }
  }

  // MARK: Records

  /// Whether records of the noun are seen, as a condition on its table under the alias.
  func covers(_ noun: Noun, alias: String) -> SQL {
    guard !pools.isEmpty else { return "1" }
    let record: SQL = "\(identifier: alias)"
    if noun.name == Noun.pool.name { return "\(record).id NOT IN \(ids: pools)" }
    if noun.field("pool")?.type == .reference(Noun.pool.name), noun.field("held_since") != nil {
      return "(\(record).pool IS NULL OR \(record).pool NOT IN \(ids: pools))"
    }
    let wholes = noun.fields.filter { $0.makesPart && $0.type == .reference(Noun.customer.name) }
    return wholes.map { field in
      """
      NOT EXISTS (SELECT 1 FROM customer whole
        WHERE whole.id = \(record).\(identifier: field.column) AND whole.pool IN \(ids: pools))
      """
    }.conjunction()
  }

  // MARK: Fields

  /// The value of a field of the record under the alias; missing where it is hidden.
  func value(_ value: SQL, of field: Field, of noun: Noun, alias: String) -> SQL {
    guard let hiding = fields["\(noun.name).\(field.name)"] else { return value }
    return "iif(\(isHidden(of: noun, alias: alias, in: hiding)), NULL, \(value))"
  }

  /// Whether the field that the expression names is hidden of the record under the alias.
  func hides(column: SQL, of noun: Noun, alias: String) -> SQL {
    let hidden = noun.fields.compactMap { field -> SQL? in
      guard let hiding = fields["\(noun.name).\(field.name)"] else { return nil }
      return "(\(column) = \(field.column) AND \(isHidden(of: noun, alias: alias, in: hiding)))"
    }
    return hidden.isEmpty ? "0" : "(\(hidden.joined(separator: " OR ")))"
  }

  private func isHidden(of noun: Noun, alias: String, in hiding: [Int64]) -> SQL {
    let pool: SQL =
      noun.name == Noun.contact.name
      ? "(SELECT whole.pool FROM customer whole WHERE whole.id = \(identifier: alias).customer)"
      : "\(identifier: alias).pool"
    return "ifnull(\(pool) IN \(ids: hiding), 0)"
  }
}
