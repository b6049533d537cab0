import Store
import Values

/// After how many days without something a customer or lead goes back to a pool.
package struct RecycleRule: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case noFollowUp = "no_follow_up"
    case noOpportunity = "no_opportunity"
    case noDeal = "no_deal"
    /// Its last contract has been over for long, and there is no newer one.
    case contractEnded = "contract_ended"
    /// However much happens: nobody keeps it longer.
    case held
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
  package var name: String
  package var holding = PoolHolding.customers
  package var kind: Kind
  /// Due when the anchor is more than this many days old; zero: never.
  package var days: Int
  /// Other limits for some values of a field.
  package var daysBy: DaysBy?
  package var scope: Scope
  /// Nil: the pool that the owner belongs to.
  package var toPool: Int64?
  /// The users whose customers it leaves alone.
  package var exemptOwners: [Int64] = []
  package var resetsBy: FollowUpAuthor
  package var excludesWon: Bool
  package var excludesOpenOpportunities: Bool
  /// Only customers that meet it; canonical text of the condition language.
  package var condition: String?
  /// How many days before the fall the owner is warned, the earliest warning first.
  package var warnings: [Int]
  /// The first day on which it recycles, so that nobody loses a customer unwarned.
  package var actsFrom: Day

  /// All rules in declared order, the ones that are off or in their grace days included.
  package static func all(in db: ReadTransaction) throws -> [RecycleRule] {
    let rows = try db.rows(
      """
      SELECT id, kind, days, "user", team, role, from_pool, to_pool, resets_by, exclude_won,
        acts_from, condition, name, days_by, exclude_open_opportunity, warn_days, holds
      FROM recycle_rule WHERE deleted_at IS NULL ORDER BY position, id
      """,
      as: Int64.self, String.self, Int.self, Int64?.self, Int64?.self, Int64?.self, Int64?.self,
      Int64?.self, String.self, Bool.self, Day.self, String?.self, String.self, String?.self,
      Bool.self, String?.self, String.self)
    let exempt = try db.rows(
      "SELECT recycle_rule, \"user\" FROM recycle_rule_exempt ORDER BY id", as: Int64.self,
      Int64.self)
    return try rows.map { row in
      guard let kind = Kind(rawValue: row.1), let resetsBy = FollowUpAuthor(rawValue: row.8),
        let holding = PoolHolding(rawValue: row.16)
      else {
        throw UserError.bug("the recycle rule \(row.0) is of an unknown kind")
      }
      return RecycleRule(
        id: row.0, name: row.12, holding: holding, kind: kind, days: row.2,
        daysBy: try row.13.map(DaysBy.init),
        scope: Scope(user: row.3, team: row.4, role: row.5, fromPool: row.6),
        toPool: row.7, exemptOwners: exempt.filter { $0.0 == row.0 }.map(\.1), resetsBy: resetsBy,
        excludesWon: row.9, excludesOpenOpportunities: row.14,
        condition: row.11, warnings: try WarningDays.read(row.15 ?? ""), actsFrom: row.10)
    }
  }

  /// Whether the rule takes anything at all.
  package var isOn: Bool { days > 0 || daysBy?.limits.contains { $0.days > 0 } == true }

  /// Whether the rule recycles on that day at all.
  package func acts(on day: Day) -> Bool { isOn && day >= actsFrom }

  /// The days after which a customer with this value of `daysBy`'s field is due; nil: never.
  func limit(for value: String?) -> Int? {
    let days = daysBy?.limits.first { $0.value == value }?.days ?? days
    return days > 0 ? days : nil
  }

  /// The rule in a few words: "rule 1: no_follow_up, more than 30 days".
  package var summary: String {
    let limit =
      switch (isOn, daysBy) {
      case (false, _): "off"
      case (true, nil): "more than \(days) days"
      case (true, let by?): days > 0 ? "more than \(days) days, \(by)" : "\(by)"
      }
    return "rule \(id): \(kind.rawValue), \(limit)"
  }
}
