import Catalogue
import Store
import Values

/// Tickets of the user that are not resolved and due or overdue; the text is their customer.
struct DueTickets: InboxPart {
  func entries(_ scene: InboxScene) throws -> SQL {
    """
    SELECT \(InboxKind.ticket.rawValue) AS kind, t.due AS day, \(Noun.ticket.name) || '/' || t.id AS ref,
      t.title AS title, c.name AS text, NULL AS notification, t.id AS number
    FROM ticket t JOIN customer c ON c.id = t.customer
    WHERE t.assignee = \(scene.user) AND \(PendingTickets.isPending("t"))
      AND t.due <= \(scene.today.description)
    """
  }
}
