import Catalogue
import Store
import Tabular
import Values

/// `crm inbox`: what waits for the actor, the oldest first: unread notifications, and what is worked
/// out when it is read, such as follow-ups that are due.
package struct Inbox {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func feed(limit: Int? = nil) throws -> RowFeed {
    let language = session.language
    func column(_ name: String, _ english: String, _ chinese: String) -> Column {
      Column(name, label: Label(english, chinese)[language], kind: .text)
    }
    let zone = try session.settings().zone
    let parts = [try notifications()] + (try [Noun.customer, .opportunity, .lead].map(followUps))
    return RowFeed(
      columns: [
        column("kind", "Kind", "类型"), column("day", "Day", "日期"), column("ref", "Record", "记录"),
        column("title", "Title", "名称"), column("text", "Text", "内容"),
        column("notification", "Notification", "通知"),
      ]
    ) { db, sink in
      try db.stream(
        """
        SELECT * FROM (\(parts.joined(separator: " UNION ALL "))) ORDER BY at, rank, number
        LIMIT \(limit ?? -1)
        """
      ) { cursor in
        let at: String = try cursor.value(1)
        sink.row.append(text: try cursor.value(0))
        sink.row.append(text: Instant(at).map { zone.day(of: $0).description } ?? at)
        for column in 2...5 {
          if let text: String = try cursor.value(column) {
            sink.row.append(text: text)
          } else {
            sink.row.appendNull()
          }
        }
        try sink.send()
        return true
      }
    }
  }

  /// Of several records the operation says which they are.
  private func notifications() throws -> SQL {
    """
    SELECT 'notification', n.created_at AS at,
      iif(n.record IS NULL, 'operation/' || n.operation, n.noun || '/' || n.record),
      iif(n.record IS NULL, n.records || ' × ' || n.noun, n.title),
      ifnull(n.text, n.rule_name), 'notification/' || n.id, 0 AS rank, n.id AS number
    FROM notification n
    WHERE n."user" = \(try session.actor().id) AND n.read_at IS NULL AND n.undone_by IS NULL
    """
  }

  private func followUps(of noun: Noun) throws -> SQL {
    let isOpen: SQL =
      switch noun.name {
      case Noun.opportunity.name: "r.stage IN (SELECT id FROM stage WHERE kind = 'open')"
      case Noun.lead.name: "r.status IN \(list: LeadStatus.open)"
      default: "1"
      }
    return """
      SELECT 'follow_up', r.next_follow_up, \(noun.name) || '/' || r.id, r.name,
        NULL, NULL, 1, r.id
      FROM \(identifier: noun.table) r
      WHERE r.owner = \(try session.actor().id) AND r.deleted_at IS NULL AND \(isOpen)
        AND r.next_follow_up <= \(try session.today().description)
      """
  }
}
