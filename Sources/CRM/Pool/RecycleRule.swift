import Store
import Values

/// After how many days without something a customer goes back to a pool.
package struct RecycleRule: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case noFollowUp = "no_follow_up"
    case noDeal = "no_deal"
  }

  /// Whose follow-ups count.
  package enum FollowUpAuthor: String, CaseIterable, Sendable {
    case owner, anyone
  }

  /// Whose customers the rule is for.
  package enum Scope: Sendable, Equatable {
    case everybody
    case user(Int64)
    /// The users of the team and of all teams below it.
    case team(Int64)
    case role(Int64)
    /// Customers whose present owner took them out of the pool.
    case pool(Int64)

    /// The fields of which one at most has a value.
    static let fields = ["user", "team", "role", "from_pool"]

    init(user: Int64?, team: Int64?, role: Int64?, fromPool: Int64?) {
      self =
        user.map(Scope.user) ?? team.map(Scope.team) ?? role.map(Scope.role)
        ?? fromPool.map(Scope.pool) ?? .everybody
    }
  }

  package var id: Int64
  package var kind: Kind
  /// Due when the anchor is more than this many calendar days old; zero switches the rule off.
  package var days: Int
  package var scope: Scope
  package var toPool: Int64
  package var resetsBy: FollowUpAuthor
  package var excludesWon: Bool
  /// Only customers that meet it; canonical text of the condition language.
  package var condition: String?
  /// The first day on which it recycles, so that nobody loses a customer unwarned.
  package var actsFrom: Day

  /// All rules in declared order, the ones that are off or in their grace days included.
  package static func all(in db: ReadTransaction) throws -> [RecycleRule] {
    let publicPool = try PublicPool.id(in: db)
    let rows = try db.rows(
      """
      SELECT id, kind, days, "user", team, role, from_pool, to_pool, resets_by, exclude_won,
        acts_from, condition
      FROM recycle_rule WHERE deleted_at IS NULL ORDER BY position, id
      """,
      as: Int64.self, String.self, Int.self, Int64?.self, Int64?.self, Int64?.self, Int64?.self,
      Int64?.self, String.self, Bool.self, Day.self, String?.self)
    return try rows.map { row in
      guard let kind = Kind(rawValue: row.1), let resetsBy = FollowUpAuthor(rawValue: row.8) else {
        throw UserError.bug("the recycle rule \(row.0) is of an unknown kind")
      }
      return RecycleRule(
        id: row.0, kind: kind, days: row.2,
        scope: Scope(user: row.3, team: row.4, role: row.5, fromPool: row.6),
        toPool: row.7 ?? publicPool, resetsBy: resetsBy, excludesWon: row.9,
        condition: row.11, actsFrom: row.10)
    }
  }

  /// Whether the rule recycles on that day at all.
  package func acts(on day: Day) -> Bool { days > 0 && day >= actsFrom }

  /// The day on which a customer with this anchor becomes due, grace days included.
  package func dueDay(anchor: Day) -> Day { max(anchor.adding(days: days + 1), actsFrom) }
}
