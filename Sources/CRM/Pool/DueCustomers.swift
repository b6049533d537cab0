import Store
import Values

/// Which customers a rule recycles on a day: the one definition behind the run, the dry run and
/// the explanation.
///
/// A customer is due when it is owned, its owner is in the rule's scope, it meets the rule's condition,
/// it is not won (unless the rule says otherwise), and its anchor is more than `days` calendar days old. The anchor is the
/// beginning of the present tenure or a later reset.
///
/// Days are counted in the store's zone. They are not computed row by row: an anchor is more than N
/// days old exactly when it lies before the beginning of the day N days ago, one bound instant.
struct DueCustomers {
  let rule: RecycleRule
  let asOf: Day
  let zone: Zone
  /// The rule's condition on the customer `c`.
  private let condition: SQL

  init(
    rule: RecycleRule, asOf: Day, zone: Zone, session: Session, in db: ReadTransaction
  ) throws {
    self.rule = rule
    self.asOf = asOf
    self.zone = zone
    condition = try Self.condition(of: rule, asOf: asOf, session: session, in: db)
  }

  /// Relative dates of the condition count from the day of the run.
  static func condition(
    of rule: RecycleRule, asOf: Day, session: Session, in db: ReadTransaction
  ) throws -> SQL {
    guard let text = rule.condition else { return "1" }
    let reader = try FieldReader(.option, session: session, db: db)
    return try ConditionCompiler(
      text, for: .customer, alias: "c", today: asOf, session: session, reader: reader
    ).sql()
  }

  /// Anchors before this instant are old enough.
  private var boundary: Instant { zone.startOfDay(asOf.adding(days: -rule.days)) }

  /// The due customers as rows of `id` and `anchor`; the condition narrows `c` further.
  ///
  /// The plus signs keep SQLite from going through the customers owner by owner: in the order of
  /// the table their rows, follow-ups and opportunities lie side by side.
  func query(where condition: SQL = "1") -> SQL {
    let moments = rule.resets.map { "ifnull(\($0.latestTime), '')" as SQL }
      .joined(separator: ", ")
    return """
      SELECT c.id, max(c.held_since, \(moments)) AS anchor
      FROM customer c
      WHERE +c.owner IS NOT NULL AND c.deleted_at IS NULL AND c.held_since < \(boundary)
        AND \(conditions) AND (\(condition))
      """
  }

  private var conditions: SQL {
    var conditions = [rule.scope.condition, condition]
    if rule.excludesWon { conditions.append("NOT \(Self.isWon)") }
    for reset in rule.resets { conditions.append("NOT \(reset.happened(since: boundary))") }
    return conditions.conjunction()
  }

  /// Whether the customer `c` has a deal.
  static var isWon: SQL { isWon(customer: "c.id") }

  /// Whether the customer of this id has a deal.
  static func isWon(customer: SQL) -> SQL {
    """
    EXISTS (SELECT 1 FROM opportunity o WHERE o.customer = \(customer) AND o.deleted_at IS NULL
      AND o.stage IN (SELECT id FROM stage WHERE kind = 'won'))
    """
  }
}

extension RecycleRule.Scope {
  /// Whether the owner of the customer `c` is meant.
  var condition: SQL {
    switch self {
    case .everybody: "1"
    case .user(let id): "c.owner = \(id)"
    case .team(let id): "+c.owner IN (\(TeamTree.members(of: [id])))"
    case .role(let id): "+c.owner IN (SELECT \"user\" FROM user_role WHERE role = \(id))"
    case .pool(let id): "\(id) = \(Tenure.latestEvent("from_pool"))"
    }
  }
}
