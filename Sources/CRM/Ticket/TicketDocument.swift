import Catalogue
import Store
import Tabular

/// `ticket show`: the record, its way through the states, and what was noted.
package struct TicketDocument {
  private let session: Session
  private let db: ReadTransaction

  package init(session: Session, db: ReadTransaction) {
    self.session = session
    self.db = db
  }

  package func document(of id: Int64) throws -> Document {
    let record = try RecordDocument(.ticket, session: session, db: db).document(of: id)
    guard case .object(let entries) = record else { return record }
    return .object(
      entries + [
        .init("events", label: Label("Events", "处理记录")[session.language], .list(try events(of: id)))
      ])
  }

  private func events(of id: Int64) throws -> [Document] {
    try db.rows(
      """
      SELECT e.at, u.login, e.from_state, e.to_state, e.note
      FROM ticket_event e LEFT JOIN "user" u ON u.id = e."by" WHERE e.ticket = \(id) ORDER BY e.id
      """, as: String.self, String?.self, String?.self, String?.self, String?.self
    ).map { at, by, from, to, note in
      .object([
        .init("at", .instant(at)), .init("by", .orNull(by)), .init("from", .orNull(from)),
        .init("to", .orNull(to)), .init("note", .orNull(note)),
      ])
    }
  }
}
