import Catalogue
import Store
import Values

/// `crm notification read`: marks notifications of the actor as read.
package struct NotificationReading {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Marks these, or all, and returns those that were unread.
  package func markRead(_ references: [String]?) throws -> Written<[Int64]> {
    let actor = try session.actor().id
    return try session.write { db in
      var chosen: SQL = "1"
      if let references {
        let resolver = try ReferenceResolver(.notification, session: session, in: db)
        chosen = "id IN \(ids: try references.map { try resolver.id(for: $0) })"
      }
      let unread: [Int64] = try db.values(
        """
        SELECT id FROM notification WHERE "user" = \(actor) AND read_at IS NULL AND \(chosen)
        ORDER BY id
        """)
      try db.update(
        Noun.notification.table, where: "id IN \(ids: unread)",
        set: [("read_at", "\(session.now)")])
      return unread
    }
  }
}
