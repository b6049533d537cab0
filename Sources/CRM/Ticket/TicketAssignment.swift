import Store
import Values

/// `ticket assign`: says who sees to tickets.
package struct TicketAssignment {
  package struct Result: Sendable {
    /// Those that changed.
    package var tickets: [Int64]
    package var assignee: String
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Gives the user all of these tickets, or none; the note tells why.
  ///
  /// Who has closed a ticket is history: a closed one is opened again first.
  package func assign(
    _ selection: RecordSelection, to user: String, note: String? = nil
  ) throws -> Written<Result> {
    let note = try OptionalNote.read(note)
    return try session.write { db in
      let assignee = try ActiveUser.find(user, session: session, in: db)
      let ids = try selection.ids(of: .ticket, session: session, in: db)
      if let (id, title) = try db.row(
        """
        SELECT id, title FROM ticket WHERE id IN \(ids: ids) AND state = 'closed' ORDER BY id LIMIT 1
        """, as: Int64.self, String.self)
      {
        throw UserError(
          .conflict, "ticket/\(id) '\(title)' is closed", code: "E_TICKET_STATE",
          hints: ["'crm ticket reopen \(id) --reason TEXT' opens it again"])
      }
      let moving: [Int64] = try db.values(
        """
        SELECT id FROM ticket WHERE id IN \(ids: ids) AND assignee IS NOT \(assignee.id) ORDER BY id
        """)
      try db.update(
        "ticket", where: "id IN \(ids: moving)", set: [("assignee", "\(assignee.id)")])
      if let note { try TicketEvents.note(moving, note, in: db) }
      return Result(tickets: moving, assignee: assignee.login)
    }
  }
}
