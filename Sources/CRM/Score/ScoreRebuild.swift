import Store
import Values

/// Gives all events the points and limits that their behaviors have now.
package struct ScoreRebuild {
  package struct Result: Sendable {
    /// Events that have other terms now.
    package var events: Int
    /// Customers whose score is another one today.
    package var scores: Int
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func run() throws -> Written<Result> {
    let score = ScoreExpression(today: try session.today())
    return try session.write { db in
      let differs = BehaviorTerms.columns.map {
        "e.\(identifier: $0) IS NOT b.\(identifier: $0)" as SQL
      }.joined(separator: " OR ")
      let scores: Int =
        try db.value(
          """
          SELECT count(*) FROM customer r
          WHERE r.deleted_at IS NULL AND r.id IN (
              SELECT e.customer FROM behavior_event e JOIN behavior b ON b.id = e.behavior
              WHERE \(differs))
            AND \(score.points(ofCustomer: "r.id"))
              <> \(score.points(ofCustomer: "r.id", terms: .current))
          """) ?? 0
      let events = try db.update(
        "behavior_event", where: "1",
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
}
