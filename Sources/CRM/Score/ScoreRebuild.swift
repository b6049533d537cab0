import Catalogue
import Store
import Values

/// Gives all events the points and limits that their behaviors have now.
package struct ScoreRebuild {
  package struct Result: Sendable {
    /// Events that have other terms now.
    package var events: Int
    /// Customers and leads whose score is another one today.
    package var scores: Int
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func run() throws -> Written<Result> {
    let today = try session.today()
    return try session.write { db in
      let repriced = try repriced(in: db)
      guard !repriced.isEmpty else { return Result(events: 0, scores: 0) }
      let scores = try ScoreExpression.nouns.reduce(0) { sum, noun in
        let score = ScoreExpression(noun: noun, today: today)
        return sum
          + (try db.value(
            """
            SELECT count(*) FROM \(identifier: noun.table) r
            WHERE r.deleted_at IS NULL AND r.id IN (
                SELECT \(identifier: noun.name) FROM behavior_event
                WHERE behavior IN \(ids: repriced))
              AND \(score.points(of: "r.id")) <> \(score.points(of: "r.id", terms: .current))
            """) ?? 0)
      }
      let events = try db.update(
        "behavior_event", where: "behavior IN \(ids: repriced)",
        set: BehaviorTerms.columns.map { column in
          (
            column,
            """
            (SELECT b.\(identifier: column) FROM behavior b WHERE b.id = behavior_event.behavior)
            """
          )
        })
      return Result(events: events, scores: scores)
    }
  }

  /// The behaviors of which some event has other terms than they have now.
  private func repriced(in db: ReadTransaction) throws -> [Int64] {
    let differs = BehaviorTerms.columns.map {
      "e.\(identifier: $0) IS NOT b.\(identifier: $0)" as SQL
    }.joined(separator: " OR ")
    return try db.values(
      """
      SELECT b.id FROM behavior b WHERE EXISTS (
        SELECT 1 FROM behavior_event e WHERE e.behavior = b.id AND (\(differs)))
      ORDER BY b.id
      """)
  }
}
