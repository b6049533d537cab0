import Catalogue
import Store
import Values

/// The score of a customer or lead as SQL: the points of what it did, as they count on a day.
///
/// Points are whole numbers. Those of a behavior with a half-life are halved once for every full
/// half-life that has passed, and each halving drops the fraction: 15, 7, 3, 1, 0, and −15, −7 alike. So
/// a score changes on known days only, and is the same on every machine.
struct ScoreExpression {
  /// What has a score; events have a column for each.
  static let nouns: [Noun] = [.customer, .lead]

  /// Whose score it is: one of `nouns`.
  var noun = Noun.customer
  /// The day as of which half-lives count.
  let today: Day

  /// The columns of an event that say what it is worth: those of its own, or the behavior's of
  /// today.
  enum Terms: String {
    case kept = "e"
    case current = "b"
  }

  /// The sum of all events of the customer or lead.
  func points(of id: SQL, terms: Terms = .kept) -> SQL {
    """
    (SELECT ifnull(sum(\(left(terms))), 0) FROM \(source(terms))
      WHERE \(stands("e", of: id)) AND \(counts(terms)))
    """
  }

  /// The events of a customer or lead: `event`, `behavior`, `activity`, `given` points, how often they were
  /// halved (`halvings`), what is left (`points`), and whether the day's limit lets them count (`counts`).
  func events(of id: SQL, terms: Terms = .kept) -> SQL {
    let alias = SQL(text: terms.rawValue)
    return """
      SELECT e.id AS event, e.behavior, e.activity, \(alias).points AS given,
        \(halvings(terms)) AS halvings, \(left(terms)) AS points, \(alias).max_per_day,
        \(alias).half_life, \(counts(terms)) AS counts
      FROM \(source(terms)) WHERE \(stands("e", of: id))
      """
  }

  private func source(_ terms: Terms) -> SQL {
    "behavior_event e" + (terms == .current ? " JOIN behavior b ON b.id = e.behavior" : "")
  }

  private func halvings(_ terms: Terms) -> SQL {
    """
    ifnull(min(max(\(today.number) - e.day, 0) / \(SQL(text: terms.rawValue)).half_life,
      \(Self.mostHalvings)), 0)
    """
  }

  private func left(_ terms: Terms) -> SQL {
    "\(SQL(text: terms.rawValue)).points / (1 << \(halvings(terms)))"
  }

  /// Whether an event is of the customer or lead and its follow-up was not deleted.
  ///
  /// Few are: asked this way round, SQLite looks into a small index and not, for every event, into
  /// the table of follow-ups.
  private func stands(_ event: String, of subject: SQL) -> SQL {
    """
    \(identifier: event).\(identifier: noun.name) = \(subject)
      AND NOT EXISTS (SELECT 1 FROM activity a INDEXED BY activity_deleted
        WHERE a.id = \(identifier: event).activity AND a.deleted_at IS NOT NULL)
    """
  }

  /// Whether the day's limit lets the event count: it is among the first of its behavior.
  ///
  /// The plus sign keeps SQLite from looking through all events of the behavior, whoever it is of.
  private func counts(_ terms: Terms) -> SQL {
    let limit: SQL = "\(SQL(text: terms.rawValue)).max_per_day"
    return """
      (\(limit) IS NULL OR \(limit) >= (SELECT count(*) FROM behavior_event p
        WHERE p.behavior = e.behavior AND p.day = e.day AND +p.id <= e.id
          AND \(stands("p", of: "e.\(identifier: noun.name)"))))
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
