import Store
import Values

/// The way of tickets through their states, and what was noted on it.
enum TicketEvents {
  static let table = "ticket_event"

  /// Moves the tickets and records one event each.
  static func move(
    _ tickets: [Int64], to state: TicketState, note: String?, in db: WriteTransaction
  ) throws {
    guard !tickets.isEmpty else { return }
    try db.insert(
      table, columns: ["ticket", "from_state", "to_state", "at", "by", "note"],
      select: """
        SELECT t.id, t.state, \(state.rawValue), \(db.request.at), \(db.request.actor), \(note)
        FROM ticket t WHERE t.id IN \(ids: tickets) ORDER BY t.id
        """)
    var assignments: [(column: String, value: SQL)] = [("state", "\(state.rawValue)")]
    switch state {
    case .open: assignments += [("resolved_at", "NULL"), ("closed_at", "NULL")]
    case .inProgress: break
    case .resolved: assignments.append(("resolved_at", "\(db.request.at)"))
    case .closed: assignments.append(("closed_at", "\(db.request.at)"))
    }
    try db.update("ticket", where: "id IN \(ids: tickets)", set: assignments)
  }

  /// Notes something on the tickets, which stay where they are.
  static func note(_ tickets: [Int64], _ text: String, in db: WriteTransaction) throws {
    guard !tickets.isEmpty else { return }
    try db.insert(
      table, columns: ["ticket", "at", "by", "note"],
      select: """
        SELECT t.id, \(db.request.at), \(db.request.actor), \(text)
        FROM ticket t WHERE t.id IN \(ids: tickets) ORDER BY t.id
        """)
  }

  /// What was said on the way of one ticket, as rows of a timeline; the moves themselves are changes.
  static func notes(of ticket: Int64) -> SQL {
    """
    SELECT e.at, c.operation, b.login, 'note', e.to_state, NULL, e.note, e.id
    FROM ticket_event e LEFT JOIN "user" b ON b.id = e."by"
    LEFT JOIN creation c ON c."table" = 'ticket_event' AND e.id BETWEEN c.first AND c.last
    WHERE e.ticket = \(ticket) AND e.note IS NOT NULL
    """
  }
}
