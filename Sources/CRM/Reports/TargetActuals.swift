import Store
import Values

/// What was reached, by user, team and month: the other side of a target.
///
/// Each metric is a query of events. An event counts for whoever owned its record at its instant, and for
/// the team which that user was in at that instant; or for the present owner and team.
struct TargetActuals {
  let metric: TargetMetric
  /// The months that are looked at, in order and without gaps.
  let months: [TargetPeriod]
  let zone: Zone
  /// Whether the present owner counts instead of the one at the event's date.
  let isByPresentOwner: Bool
  /// The last day that counts; nil for all.
  var until: Day?

  /// Rows of `user`, `team`, `month` (as `2026-03`) and `value`; what nobody owned has no user.
  var query: SQL {
    """
    SELECT "user", team, month, sum(value) AS value FROM (
      SELECT e."user", \(team) AS team, \(month) AS month, e.value
      FROM (\(events)) e)
    GROUP BY 1, 2, 3
    """
  }

  /// The condition that the record `r` counts for the holder.
  func counts(for holder: TargetHolder) -> SQL {
    let isHolders: SQL =
      switch holder {
      case .user(let id): "e.\"user\" = \(id)"
      case .team(let id): "\(team) IN (\(TeamTree.below([id])))"
      case .company: "1"
      }
    return "r.id IN (SELECT e.id FROM (\(events)) e WHERE \(isHolders))"
  }

  // MARK: Events

  /// Rows of the `id` of a record, `user`, `at` and `value` within the months.
  private var events: SQL {
    switch metric {
    case .newCustomers:
      // The first tenure begins with the customer, whoever has it later.
      """
      SELECT c.id, \(isByPresentOwner ? "c.owner" : Self.firstOwner) AS "user", c.created_at AS at,
        1 AS value
      FROM customer c WHERE c.deleted_at IS NULL AND \(isMeant("c.created_at"))
      """
    case .activities:
      // A follow-up is its author's, and stays so.
      """
      SELECT a.id, a.created_by AS "user", a.at AS at, 1 AS value
      FROM activity a WHERE a.deleted_at IS NULL AND \(isMeant("a.at"))
      """
    case .opportunities:
      """
      SELECT o.id, \(owner(of: "opportunity", "o", at: "o.created_at")) AS "user", o.created_at AS at,
        1 AS value
      FROM opportunity o WHERE o.deleted_at IS NULL AND \(isMeant("o.created_at"))
      """
    case .wonOpportunities:
      """
      SELECT o.id, \(owner(of: "opportunity", "o", at: "o.closed_at")) AS "user", o.closed_at AS at,
        1 AS value
      FROM opportunity o WHERE o.deleted_at IS NULL AND \(isMeant("o.closed_at"))
        AND o.stage IN (SELECT id FROM stage WHERE kind = 'won')
      """
    case .contractAmount:
      """
      WITH day AS MATERIALIZED (\(days))
      SELECT k.id, \(owner(of: "contract", "k", at: "d.ending")) AS "user", d.ending AS at,
        k.amount AS value
      FROM contract k CROSS JOIN day d ON d.name = k.signed WHERE \(Deal.isContract("k"))
      """
    case .paymentAmount:
      // A payment is its contract's owner's.
      """
      WITH day AS MATERIALIZED (\(days))
      SELECT p.id, \(owner(of: "contract", "k", at: "d.ending")) AS "user", d.ending AS at,
        p.amount AS value
      FROM payment p CROSS JOIN day d ON d.name = p.received JOIN contract k ON k.id = p.contract
      WHERE p.deleted_at IS NULL AND k.deleted_at IS NULL
      """
    }
  }

  /// The days of the months, each with its last instant: who had something then had it on that day.
  private var days: SQL {
    guard let first = months.first?.first, let last, first <= last else {
      return "SELECT NULL AS name, NULL AS ending WHERE 0"
    }
    let days = (first.number...last.number).map(Day.init(number:)).map {
      "[\"\($0)\",\"\(zone.endOfDay($0))\"]"
    }
    return """
      SELECT value ->> 0 AS name, value ->> 1 AS ending
      FROM json_each(\("[\(days.joined(separator: ","))]"))
      """
  }

  private func isMeant(_ instant: SQL) -> SQL {
    guard let first = months.first?.first, let last else { return "0" }
    return "\(instant) BETWEEN \(zone.startOfDay(first)) AND \(zone.endOfDay(last))"
  }

  /// The last day that is looked at.
  private var last: Day? {
    months.last.map { month in until.map { min($0, month.last) } ?? month.last }
  }

  /// The month of the instant of the event `e`.
  private var month: SQL {
    let cases = months.dropLast().map {
      "WHEN e.at <= \(zone.endOfDay($0.last)) THEN \($0.description)" as SQL
    }
    let last = months.last?.description
    guard !cases.isEmpty else { return "\(last)" }
    return "CASE \(cases.joined(separator: " ")) ELSE \(last) END"
  }

  // MARK: Whose

  /// Who owned the record of the alias at the instant; nobody is NULL.
  private func owner(of table: String, _ alias: SQL, at instant: SQL) -> SQL {
    guard !isByPresentOwner else { return "\(alias).owner" }
    return PastValue.sql(
      "owner", of: table, record: "\(alias).id", at: instant, present: "\(alias).owner")
  }

  /// Who had the customer `c` first.
  private static let firstOwner: SQL = """
    CASE WHEN EXISTS (SELECT 1 FROM ownership_event x
        WHERE x.customer = c.id AND x.undone_by IS NULL)
      THEN (SELECT x.from_user FROM ownership_event x
        WHERE x.customer = c.id AND x.undone_by IS NULL ORDER BY x.id LIMIT 1)
      ELSE c.owner END
    """

  /// The team of the user of the event `e` at its instant.
  private var team: SQL {
    let present: SQL = "(SELECT u.team FROM \"user\" u WHERE u.id = e.\"user\")"
    guard !isByPresentOwner else { return present }
    return PastValue.sql(
      "team", of: "user", record: "e.\"user\"", at: "e.at", present: present)
  }
}
