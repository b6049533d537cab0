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
    let rows = try db.rows(
      """
      SELECT u.login, t.id FROM ticket t LEFT JOIN "user" u ON u.id = t.assignee
      WHERE t.id IN \(ids: tickets) ORDER BY u.login, t.id
      """, as: String?.self, Int64.self)
    for (login, group) in Dictionary(grouping: rows, by: \.0)
      .sorted(by: { ($0.key ?? "") < ($1.key ?? "") })
    {
      manifest.add(
        group.map(\.1), of: .ticket, login == nil ? .cleared : .moved, field: "assignee", to: login)
    }
  }
}
