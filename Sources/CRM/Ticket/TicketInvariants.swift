import Store

/// What always holds of tickets and of their way through the states.
enum TicketInvariants {
  static let all: [Invariant] = [
    Invariant(
      "a ticket was reported by a contact of its customer",
      violations: """
        SELECT 'ticket/' || t.id FROM ticket t JOIN contact p ON p.id = t.contact
        WHERE t.customer <> p.customer
        """),
    Invariant(
      "a ticket is about a contract of its customer",
      violations: """
        SELECT 'ticket/' || t.id FROM ticket t JOIN contract k ON k.id = t.contract
        WHERE t.customer <> k.customer
        """),
    Invariant(
      "a ticket is deleted with its customer",
      violations: """
        SELECT 'ticket/' || t.id FROM ticket t JOIN customer c ON c.id = t.customer
        WHERE t.deleted_at IS NULL AND c.deleted_at IS NOT NULL
        """),
    Invariant(
      "the last event of a ticket led to its present state",
      violations: """
        SELECT 'ticket/' || t.id FROM ticket t WHERE t.state IS NOT (
          SELECT e.to_state FROM ticket_event e WHERE e.ticket = t.id AND e.to_state IS NOT NULL
          ORDER BY e.id DESC LIMIT 1)
        """),
    Invariant(
      "every event of a ticket begins where the one before ended",
      violations: """
        SELECT 'ticket/' || ticket FROM (
          SELECT ticket, from_state, lag(to_state) OVER (PARTITION BY ticket ORDER BY id) AS state
          FROM ticket_event WHERE to_state IS NOT NULL)
        WHERE from_state IS NOT state
        """),
  ]
}
