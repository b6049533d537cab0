import Catalogue
import Store

/// The after-sales cases that a user who leaves had to see to and that are not resolved.
///
/// A colleague gets them, else whoever owns the customer; where nobody does, they wait to be assigned.
struct OffboardedTickets {
  private let user: Int64
  private let heir: Heir
  private let db: WriteTransaction

  init(_ user: Int64, _ heir: Heir, in db: WriteTransaction) {
    self.user = user
    self.heir = heir
    self.db = db
  }

  func move(noting manifest: inout TransferManifest) throws {
    let tickets: [Int64] = try db.values(
      """
      SELECT t.id FROM ticket t WHERE t.assignee = \(user) AND \(PendingTickets.isPending("t"))
      ORDER BY t.id
      """)
    let owner: SQL = "(SELECT c.owner FROM customer c WHERE c.id = ticket.customer)"
    try db.update(
      Noun.ticket.table, where: "id IN \(ids: tickets)",
      set: [("assignee", heir.user.map { "\($0)" } ?? "nullif(\(owner), \(user))")])
    try manifest.addByHolder(tickets, of: .ticket, field: "assignee", in: db)
  }
}
