import Catalogue
import Store
import Values

/// The score of a customer as SQL: the points of what it did, as they count on a day.
///
/// Points are whole numbers. Those of a behavior with a half-life are halved once for every full
/// half-life that has passed, and each halving drops the fraction: 15, 7, 3, 1, 0, and −15, −7 alike. So
/// a score changes on known days only, and is the same on every machine.
struct ScoreExpression {
  /// The day as of which half-lives count.
  let today: Day

  /// The columns of an event that say what it is worth: those of its own, or the behavior's of
  /// today.
  enum Terms: String {
    case kept = "e"
    case current = "b"
  }

  /// The sum of all events of the customer.
  func points(ofCustomer id: SQL, terms: Terms = .kept) -> SQL {
    "(SELECT ifnull(sum(points), 0) FROM (\(events(ofCustomer: id, terms: terms))) WHERE counts)"
  }

  /// The events of a customer: `event`, `behavior`, `activity`, `given` points, how often they were
  /// halved (`halvings`), what is left (`points`), and whether the day's limit lets them count (`counts`).
  func events(ofCustomer id: SQL, terms: Terms = .kept) -> SQL {
    let source = SQL(text: terms.rawValue)
    let behavior: SQL = terms == .current ? "JOIN behavior b ON b.id = e.behavior" : ""
    return """
      SELECT event, behavior, activity, given, halvings, given / (1 << halvings) AS points,
        max_per_day, half_life, ifnull(place <= max_per_day, 1) AS counts
      FROM (
        SELECT e.id AS event, e.behavior, e.activity, \(source).points AS given,
          \(source).max_per_day, \(source).half_life,
          ifnull(min(max(\(today.number) - e.day, 0) / \(source).half_life, \(Self.mostHalvings)), 0)
            AS halvings,
          row_number() OVER (PARTITION BY e.behavior, e.day ORDER BY e.id) AS place
        FROM behavior_event e JOIN activity a ON a.id = e.activity \(behavior)
        WHERE e.customer = \(id) AND a.deleted_at IS NULL)
      """
  }

  /// After these nothing is left of the most that a behavior can be worth.
  private static let mostHalvings = 10

  /// The priority that a score gives (`ScoreBands`).
  static func priority(of score: SQL) -> SQL {
    let cases = ScoreBands.starts.map { name, setting in
      """
      WHEN score >= (SELECT CAST(value AS INTEGER) FROM setting
        WHERE name = \(setting.name)) THEN \(name)
      """ as SQL
    }
    return """
      (SELECT CASE \(cases.joined(separator: " ")) ELSE \(ScoreBands.rest) END
        FROM (SELECT \(score) AS score LIMIT 1))
      """
  }
}
