import Catalogue
import Store
import Values

/// Open quotes of the user whose last day is near; the text is the customer.
struct ExpiringQuotes: InboxPart {
  func entries(_ scene: InboxScene) throws -> SQL {
    """
    SELECT \(InboxKind.quoteExpiring.rawValue) AS kind, q.valid_until AS day,
      \(Noun.quote.name) || '/' || q.id AS ref, q.number AS title, c.name AS text,
      NULL AS notification, q.id AS number
    FROM quote q JOIN customer c ON c.id = q.customer
    WHERE q.owner = \(scene.user) AND \(OpenQuotes.isOpen("q"))
      AND q.valid_until BETWEEN \(scene.today.description)
        AND \(scene.today.adding(days: InboxDays.quotes).description)
    """
  }
}
