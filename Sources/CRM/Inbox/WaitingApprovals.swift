import Catalogue
import Store
import Values

/// Quotes whose discount waits for somebody's approval, for all who may give it; the text is the customer.
struct WaitingApprovals: InboxPart {
  private let session: Session

  init(_ session: Session) {
    self.session = session
  }

  func entries(_ scene: InboxScene) throws -> SQL {
    let actor = try session.actor()
    // The state is written out and not bound, so that the index of those that wait serves.
    let waiting = try scene.db.rows(
      """
      SELECT q.id, q.submitted_at FROM quote q
      WHERE q.state = 'submitted' AND \(RecordScope.visible(.quote, alias: "q", to: actor))
        AND q.deleted_at IS NULL AND \(OpenQuotes.isOpen("q"))
        AND NOT \(QuoteStatus(today: scene.today).isExpired("q"))
      ORDER BY q.id
      """, as: Int64.self, Instant?.self)
    guard !waiting.isEmpty else { return InboxEntry.none }
    let limit = try DiscountLimit(of: actor, in: scene.db)
    let quotes = try QuoteStanding.load(waiting.map(\.0), session: session, in: scene.db)
    let rows = try zip(waiting, quotes).compactMap { row, quote -> String? in
      guard let sum = try quote.sum(in: scene.db), limit.covers(sum) else { return nil }
      let day = row.1.map(scene.zone.day(of:)) ?? scene.today
      return "[\(row.0),\"\(day)\"]"
    }
    guard !rows.isEmpty else { return InboxEntry.none }
    return """
      SELECT \(InboxKind.approval.rawValue) AS kind, w.value ->> 1 AS day,
        \(Noun.quote.name) || '/' || q.id AS ref, q.number AS title, c.name AS text,
        NULL AS notification, q.id AS number
      FROM json_each(\("[" + rows.joined(separator: ",") + "]")) w
      JOIN quote q ON q.id = w.value ->> 0 JOIN customer c ON c.id = q.customer
      """
  }
}
