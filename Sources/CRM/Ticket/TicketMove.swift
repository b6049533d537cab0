import Catalogue
import Store
import Values

/// `ticket start`, `resolve`, `close` and `reopen`: brings tickets into a state, all of them or none.
package struct TicketMove {
  package struct Result: Sendable {
    /// Those that changed.
    package var tickets: [Int64]
    /// How many were named, those included that already are in the state.
    package var asked: Int
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// The note says what was done, or why; opening a ticket again needs one.
  package func move(
    _ selection: RecordSelection, to state: TicketState, note: String? = nil
  ) throws -> Written<Result> {
    if state == .open, note.map({ TrimmedBytes.trimmed($0).isEmpty }) ?? true {
      throw UserError(
        .usage, "opening a ticket again needs a reason", code: "E_REQUIRED",
        hints: ["give it as --reason TEXT"])
    }
    let note = try OptionalNote.read(note)
    return try session.write { db in
      let ids = try selection.ids(of: .ticket, session: session, in: db)
      try Self.refuse(ids, movingTo: state, in: db)
      let moving: [Int64] = try db.values(
        "SELECT id FROM ticket WHERE id IN \(ids: ids) AND state <> \(state.rawValue) ORDER BY id")
      try TicketEvents.move(moving, to: state, note: note, in: db)
      return Result(tickets: moving, asked: ids.count)
    }
  }

  /// Throws for the first ticket from whose state no way leads there.
  private static func refuse(
    _ ids: [Int64], movingTo state: TicketState, in db: ReadTransaction
  ) throws {
    let fine = state.predecessors.map(\.rawValue) + [state.rawValue]
    guard
      let (id, title, found) = try db.row(
        """
        SELECT id, title, state FROM ticket
        WHERE id IN \(ids: ids) AND state NOT IN \(list: fine) ORDER BY id LIMIT 1
        """, as: Int64.self, String.self, String.self)
    else { return }
    let isPending = TicketState(rawValue: found)?.isPending == true
    let hint =
      state == .open
      ? "only resolved and closed tickets are opened again"
      : isPending
        ? "'crm ticket resolve \(id)' comes first"
        : "'crm ticket reopen \(id) --reason TEXT' opens it again"
    throw UserError(
      .conflict, "\(Noun.ticket.reference(id)) '\(title)' is \(found)", code: "E_TICKET_STATE",
      hints: [hint])
  }
}
