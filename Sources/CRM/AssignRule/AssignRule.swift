import Catalogue
import Store
import Values

/// By which rule records in pools get owners.
package struct AssignRule {
  /// Who is next.
  package enum Strategy: String, Sendable {
    case roundRobin = "round_robin"
    case leastOpen = "least_open"
    case weighted, fixed
  }

  /// What becomes of a record for which no member is free.
  package enum Fallback: Sendable, Equatable {
    case leave
    case pool(Int64)
    case user(Int64)
  }

  package var id: Int64
  package var name: String
  /// What it assigns.
  package var holding: PoolHolding
  package var strategy: Strategy
  package var fallback: Fallback
  var members: [AssignMembers.Member]
  var condition: String?
  var perDay: Int64?
  var ownedCap: Int64?

  /// The nouns whose records are assigned by rules.
  static let nouns = PoolHolding.allCases.map(\.noun)

  /// The active rules for customers or leads in declared order; those of the ids, when there are any.
  static func all(
    of holding: PoolHolding, ids: [Int64] = [], session: Session, in db: ReadTransaction
  ) throws -> [AssignRule] {
    let users = try ReferenceResolver(.user, session: session, in: db)
    let only: SQL = ids.isEmpty ? "1" : "id IN \(ids: ids)"
    let rules = try db.rows(
      """
      SELECT id, name, strategy, members, condition, per_day, owned_cap, fallback_pool,
        fallback_user
      FROM assign_rule
      WHERE noun = \(holding.noun.name) AND active = 1 AND deleted_at IS NULL AND \(only)
      ORDER BY position, id
      """,
      as: Int64.self, String.self, String.self, String.self, String?.self, Int64?.self,
      Int64?.self, Int64?.self, Int64?.self)
    return try rules.map { row in
      guard let strategy = Strategy(rawValue: row.2) else {
        throw UserError.bug("the assignment rule \(row.0) has an unknown strategy")
      }
      return AssignRule(
        id: row.0, name: row.1, holding: holding, strategy: strategy,
        fallback: row.7.map(Fallback.pool) ?? row.8.map(Fallback.user) ?? .leave,
        members: try AssignMembers(row.3, resolver: users, in: db).members, condition: row.4,
        perDay: row.5, ownedCap: row.6)
    }
  }
}
