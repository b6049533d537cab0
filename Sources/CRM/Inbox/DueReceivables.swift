import Catalogue
import Store
import Values

/// Receivables that are due or overdue, of the user's contracts; the text is the customer.
struct DueReceivables: InboxPart {
  func entries(_ scene: InboxScene) throws -> SQL {
    let isDue: SQL = """
      rb.contract IN (SELECT k.id FROM contract k
        WHERE k.owner = \(scene.user) AND \(Deal.isContract("k"))
          AND EXISTS (SELECT 1 FROM receivable x WHERE x.contract = k.id
            AND x.deleted_at IS NULL AND x.due <= \(scene.today.description)))
      """
    return """
      SELECT \(InboxKind.receivable.rawValue) AS kind, b.due AS day,
        \(Noun.receivable.name) || '/' || b.id AS ref, r.name AS title, c.name AS text,
        NULL AS notification, b.id AS number
      FROM (\(ReceivableBalance.rows(where: isDue))) b JOIN receivable r ON r.id = b.id
      JOIN contract k ON k.id = b.contract JOIN customer c ON c.id = k.customer
      WHERE b.paid < b.amount AND b.due <= \(scene.today.description)
      """
  }
}
