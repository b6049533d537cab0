import Catalogue
import Store
import Values

/// Puts tasks off.
package struct TaskSnooze {
  /// How far.
  package enum Shift: Sendable {
    /// To a day, in words.
    case until(String)
    /// By a stretch of time, such as `3d`, from the day on which the task is due; an overdue one and
    /// one without a day from today.
    case by(String)
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Puts all of these open tasks off, or none, and returns those that changed.
  package func snooze(_ selection: RecordSelection, _ shift: Shift) throws -> Written<[Int64]> {
    let today = try session.today()
    return try session.write { db in
      let ids = try selection.ids(of: .task, session: session, in: db)
      for state in [TaskState.done, .cancelled] { try TaskMove.refuse(ids, in: state, db) }
      var moved: [Int64] = []
      let days = try db.values(
        "SELECT DISTINCT due FROM task WHERE id IN \(ids: ids) ORDER BY due", as: String?.self)
      for due in days {
        let start = max(due.flatMap { Day($0) } ?? today, today)
        let day = try self.day(shift, from: start, today: today)
        let tasks: [Int64] = try db.values(
          """
          SELECT id FROM task
          WHERE id IN \(ids: ids) AND due IS \(due) AND due IS NOT \(day.description)
          """)
        try db.update(
          Noun.task.table, where: "id IN \(ids: tasks)", set: [("due", "\(day.description)")])
        moved += tasks
      }
      return moved.sorted()
    }
  }

  private func day(_ shift: Shift, from start: Day, today: Day) throws -> Day {
    switch shift {
    case .until(let text):
      let day = try DateWords.day(text, today: try session.displayZone().day(of: session.now))
      guard day.value >= today else {
        throw UserError(
          .usage, "\(day.value) is over", code: "E_PAST", hints: ["tasks are put off, not back"])
      }
      return day.value
    case .by(let text):
      guard let day = try DateWords.day(text, after: start), day > start else {
        throw UserError(
          .usage, "'\(text)' is no time to put a task off by", code: "E_DATE",
          hints: ["write 3d, 2w, 1m or 3天"])
      }
      return day
    }
  }
}
