import Catalogue
import Store
import Values

/// Customers, open opportunities and open leads of the user whose next follow-up is due or overdue.
struct DueFollowUps: InboxPart {
  func entries(_ scene: InboxScene) throws -> SQL {
    [
      entries(of: .customer, where: "1", scene),
      entries(
        of: .opportunity, where: "r.stage IN (SELECT id FROM stage WHERE kind = 'open')", scene),
      entries(of: .lead, where: "r.status IN \(list: LeadStatus.open)", scene),
    ].joined(separator: " UNION ALL ")
  }

  private func entries(of noun: Noun, where condition: SQL, _ scene: InboxScene) -> SQL {
    """
    SELECT \(InboxKind.followUp.rawValue) AS kind, r.next_follow_up AS day,
      \(noun.name) || '/' || r.id AS ref, r.name AS title, NULL AS text, NULL AS notification,
      r.id AS number
    FROM \(identifier: noun.table) r
    WHERE r.owner = \(scene.user) AND r.deleted_at IS NULL AND \(condition)
      AND r.next_follow_up <= \(scene.today.description)
    """
  }
}
