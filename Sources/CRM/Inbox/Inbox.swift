import Catalogue
import Store
import Tabular
import Values

/// `crm inbox`: what waits for the actor, the oldest first: unread notifications, and what is worked
/// out when it is read, such as tasks and follow-ups that are due.
package struct Inbox {
  /// What it is made of; those of one day stand in this order.
  private var parts: [any InboxPart] {
    [
      UnreadNotifications(), DueTasks(), DueTickets(), DueFollowUps(), WaitingApprovals(session),
      ExpiringQuotes(), DueReceivables(), EndingContracts(), FallingRecords(session),
    ]
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func feed(limit: Int? = nil) -> RowFeed {
    RowFeed(columns: columns) { db, sink in
      let kind: SQL = session.invocation.isForPeople ? kindName : "kind"
      try db.stream(
        try query([kind, "day", "ref", "title", "text", "notification"], limit, in: db)
      ) {
        cursor in
        try sink.send(cursor, columns: 6)
        return true
      }
    }
  }

  /// How many things wait.
  package func count() throws -> Int {
    try session.read { db in
      try db.value("SELECT count(*) FROM (\(try entries(in: db)))") ?? 0
    }
  }

  /// The entries as lines of a text for people: `2026-03-01  task/7  call them (Acme)`.
  func lines(limit: Int, in db: ReadTransaction) throws -> [String] {
    let fields: [SQL] = ["day", kindName, "ref", "title", "text"]
    return try db.rows(
      try query(fields, limit, in: db), as: String.self, String.self, String.self, String?.self,
      String?.self
    ).map { day, kind, ref, title, text in
      let line = "\(day)  \(kind)  \(ref)  \(title ?? "")\(text.map { " (\($0))" } ?? "")"
      return String(line.map { $0.isNewline ? " " : $0 })
    }
  }

  private func query(_ fields: [SQL], _ limit: Int?, in db: ReadTransaction) throws -> SQL {
    """
    SELECT \(fields.joined(separator: ", ")) FROM (\(try entries(in: db)))
    ORDER BY day, rank, number, ref LIMIT \(limit ?? -1)
    """
  }

  private func entries(in db: ReadTransaction) throws -> SQL {
    let scene = InboxScene(
      user: try session.actor().id, today: try session.today(), zone: try session.settings().zone,
      db: db)
    return try parts.enumerated().map { rank, part in
      "SELECT \(InboxEntry.columns), \(rank) AS rank FROM (\(try part.entries(scene)))" as SQL
    }.joined(separator: " UNION ALL ")
  }

  /// What people call the kind.
  private var kindName: SQL {
    let names = InboxKind.allCases.map {
      "WHEN \($0.rawValue) THEN \($0.label[session.language])" as SQL
    }
    return "CASE kind \(names.joined(separator: " ")) ELSE kind END"
  }

  private var columns: [Column] {
    return [
      session.language.column("kind", "Kind", "类型"), session.language.column("day", "Day", "日期"),
      session.language.column("ref", "Record", "记录"),
      session.language.column("title", "Title", "名称"),
      session.language.column("text", "Text", "内容"),
      session.language.column("notification", "Notification", "通知"),
    ]
  }
}
