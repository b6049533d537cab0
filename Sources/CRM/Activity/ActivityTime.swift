import Catalogue
import Store
import Values

/// When a follow-up may have happened: never in the future, but clocks of several machines may differ a little.
enum ActivityTime {
  /// The last instant that is none of the future.
  static func latest(_ now: Instant) -> String { now.adding(seconds: 300).description }

  static func liesAhead(_ at: String) -> UserError {
    UserError(
      .usage, "a follow-up cannot lie in the future: \(at)", code: "E_FUTURE",
      hints: ["--next sets the next follow-up of the customer"])
  }

  /// Refuses to put a follow-up ahead, and takes its events to its new day.
  @Sendable
  static func changed(_ change: RecordChange) throws {
    guard change.fields.contains("at") else { return }
    if let at: String = try change.db.value(
      """
      SELECT at FROM activity
      WHERE id IN \(ids: change.ids) AND at > \(latest(change.session.now)) ORDER BY id LIMIT 1
      """)
    {
      throw liesAhead(at)
    }
    try BehaviorEvents.moveToDays(of: change.ids, session: change.session, db: change.db)
  }
}
