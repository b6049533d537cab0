import Catalogue
import Store
import Values

/// Closes tasks and opens them again: all of them or none.
package struct TaskMove {
  package struct Result: Sendable {
    /// Those that changed.
    package var tasks: [Int64]
    /// How many were named, those included that already are in the state.
    package var asked: Int
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Brings the tasks into the state; the note says what came of them, or why.
  ///
  /// Only open tasks are done and cancelled; a closed one has to be opened first.
  package func move(
    _ selection: RecordSelection, to state: TaskState, note: String? = nil
  ) throws -> Written<Result> {
    let note = try OptionalNote.read(note)
    let actor = try session.actor()
    return try session.write { db in
      let ids = try selection.ids(of: .task, session: session, in: db)
      if state != .open { try Self.refuse(ids, in: state == .done ? .cancelled : .done, db) }
      let moving: [Int64] = try db.values(
        "SELECT id FROM task WHERE id IN \(ids: ids) AND state <> \(state.rawValue) ORDER BY id")
      let isDone = state == .done
      try db.update(
        Noun.task.table, where: "id IN \(ids: moving)",
        set: [
          ("state", "\(state.rawValue)"), ("done_at", isDone ? "\(session.now)" : "NULL"),
          ("done_by", isDone ? "\(actor.id)" : "NULL"), ("outcome", "\(note)"),
        ])
      return Result(tasks: moving, asked: ids.count)
    }
  }

  /// Refuses what only open tasks allow, naming the first that was closed otherwise.
  static func refuse(
    _ ids: [Int64], in state: TaskState, _ db: ReadTransaction
  ) throws {
    guard
      let (id, title) = try db.row(
        """
        SELECT id, title FROM task WHERE id IN \(ids: ids) AND state = \(state.rawValue)
        ORDER BY id LIMIT 1
        """, as: Int64.self, String.self)
    else { return }
    throw UserError(
      .conflict, "\(Noun.task.reference(id)) '\(title)' is \(state.rawValue)",
      code: "E_CLOSED_TASK",
      hints: ["'crm task reopen \(id)' opens it again"])
  }
}
