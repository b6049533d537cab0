import Catalogue
import Store
import Values

/// Contracts of the user that end within a month; the text is the customer.
///
/// One of the same customer and type that lasts longer has taken its place.
struct EndingContracts: InboxPart {
  func entries(_ scene: InboxScene) throws -> SQL {
    """
    SELECT \(InboxKind.contractEnding.rawValue) AS kind, k."end" AS day,
      \(Noun.contract.name) || '/' || k.id AS ref, k.number AS title, c.name AS text,
      NULL AS notification, k.id AS number
    FROM contract k JOIN customer c ON c.id = k.customer
    WHERE k.owner = \(scene.user) AND \(Deal.isContract("k"))
      AND k."end" BETWEEN \(scene.today.description)
        AND \(scene.today.adding(days: InboxDays.contracts).description)
      AND NOT EXISTS (SELECT 1 FROM contract n WHERE n.customer = k.customer
        AND n.id <> k.id AND \(Deal.isContract("n")) AND n.type IS k.type AND n."end" > k."end")
    """
  }
}
