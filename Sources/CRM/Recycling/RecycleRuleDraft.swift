import Catalogue
import Store
import Values

/// `pool rule add`: a rule as a command describes it.
package struct RecycleRuleDraft: Sendable {
  package var name: String?
  package var holding = PoolHolding.customers
  package var kind: RecycleRule.Kind
  package var days: Int
  /// `user:U`, `team:T`, `role:R` or `pool:P`; nil: everybody.
  package var scope: String?
  package var pool: String?
  /// Days until the rule acts; until its earliest warning when not given.
  package var graceDays: Int?
  package var resetsBy = RecycleRule.FollowUpAuthor.owner
  /// Nil: as its kind has it.
  package var excludesWon: Bool?
  package var excludesOpenOpportunities = false
  /// Other limits for some options of a field: `level:A=60,B=30`.
  package var daysBy: String?
  /// Days before the fall: `7,3,1`.
  package var warnings: String?
  /// Users whose customers stay.
  package var exempt: [String] = []
  package var condition: String?

  package init(kind: RecycleRule.Kind, days: Int) {
    self.kind = kind
    self.days = days
  }

  /// Adds the rule behind the existing ones and returns it.
  package func add(session: Session) throws -> Written<RecycleRule> {
    var values = [
      ("holds", holding.rawValue), ("kind", kind.rawValue), ("days", String(days)),
      ("resets_by", resetsBy.rawValue),
      ("exclude_open_opportunity", excludesOpenOpportunities ? "yes" : "no"),
    ]
    if let excludesWon { values.append(("exclude_won", excludesWon ? "yes" : "no")) }
    if let graceDays { values.append(("grace_days", String(graceDays))) }
    if let daysBy { values.append(("days_by", daysBy)) }
    if let warnings { values.append(("warn_days", warnings)) }
    if !exempt.isEmpty { values.append(("exempt", exempt.joined(separator: ","))) }
    if let name { values.append(("name", name)) }
    if let pool { values.append(("to_pool", pool)) }
    if let condition { values.append(("condition", condition)) }
    if let scope { values.append(try Self.narrowing(scope)) }
    let fields = try values.map { name, text in
      guard let field = Noun.recycleRule.field(name) else {
        throw UserError.bug("a recycle rule has no field \(name)")
      }
      return (field: field, text: text)
    }
    return try session.write { db in
      let id = try RecordAddition(.recycleRule, session: session, db: db).add(fields).id
      guard let rule = try RecycleRule.all(in: db).first(where: { $0.id == id }) else {
        throw UserError.bug("there is no recycle rule \(id)")
      }
      return rule
    }
  }

  /// The field that a scope sets, and its record.
  private static func narrowing(_ scope: String) throws -> (String, String) {
    let fields = ["user": "user", "team": "team", "role": "role", "pool": "from_pool"]
    let parts = scope.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let field = fields[parts[0]] else {
      throw UserError(
        .usage, "the scope '\(scope)' is not valid",
        hints: ["write user:LOGIN, team:NAME, role:NAME or pool:NAME"])
    }
    return (field, parts[1])
  }
}
