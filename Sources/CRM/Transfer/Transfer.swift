import Catalogue
import Store
import Values

/// `customer transfer`: gives customers of one user to another, with what belongs to them.
///
/// Only owners change: stages, dates and authors stay as they are.
package struct Transfer {
  package struct Result {
    package var customers: Int
    package var assignee: String
    package var manifest: TransferManifest
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Transfers all of these customers, or none; those that the user has already stay as they are.
  ///
  /// The former owners keep the grant.
  package func transfer(
    _ selection: RecordSelection, to user: String, with parts: Set<TransferPart>,
    keeping grant: ShareGrant?
  ) throws -> Written<Result> {
    let zone = try session.settings().zone
    return try session.write { db in
      let assignee = try ActiveUser.find(user, session: session, in: db)
      let ids = try selection.ids(of: .customer, session: session, in: db)
      let access = try CustomerAccess(session: session, in: db)
      try access.require(.transfer, on: "SELECT value FROM \(ids: ids)")
      try access.requireOwner(
        of: "SELECT value FROM \(ids: ids)", hint: "'crm pool assign' gives it to a user")
      let moving = try owned(ids, notBy: assignee, in: db)
      let customers = moving.flatMap(\.customers).sorted()
      var manifest = TransferManifest()
      manifest.add(customers, of: .customer, field: "owner", to: assignee.login)
      if parts.contains(.opportunities) {
        manifest.add(
          try openOpportunities(of: customers, in: db), of: .opportunity, field: "owner",
          to: assignee.login)
        manifest.add(
          try openQuotes(of: customers, in: db), of: .quote, field: "owner", to: assignee.login)
      }
      if parts.contains(.contracts) {
        let contracts = try contracts(of: customers, in: db)
        try db.update(
          Noun.contract.table, where: "id IN \(ids: contracts)", set: [("owner", "\(assignee.id)")])
        manifest.add(contracts, of: .contract, field: "owner", to: assignee.login)
      }
      if parts.contains(.tasks) {
        let tasks = try openTasks(of: customers, in: db)
        try db.update(
          Noun.task.table, where: "id IN \(ids: tasks)", set: [("assignee", "\(assignee.id)")])
        manifest.add(tasks, of: .task, field: "assignee", to: assignee.login)
      }
      if parts.contains(.tickets) {
        let tickets = try pendingTickets(of: customers, in: db)
        try db.update(
          Noun.ticket.table, where: "id IN \(ids: tickets)", set: [("assignee", "\(assignee.id)")])
        manifest.add(tickets, of: .ticket, field: "assignee", to: assignee.login)
      }
      try Assignment(session).carryOut(
        customers, to: assignee.id, movingOpportunities: parts.contains(.opportunities), in: db)
      if let grant {
        for (owner, customers) in moving {
          try grant.give(on: "SELECT value FROM \(ids: customers)", to: owner, in: db, zone)
        }
      }
      return Result(customers: customers.count, assignee: assignee.login, manifest: manifest)
    }
  }

  /// The customers that others own, by their owners.
  private func owned(
    _ ids: [Int64], notBy assignee: (id: Int64, login: String), in db: ReadTransaction
  ) throws -> [(owner: Int64, customers: [Int64])] {
    let rows = try db.rows(
      """
      SELECT owner, id FROM customer WHERE id IN \(ids: ids) AND owner <> \(assignee.id)
      ORDER BY owner, id
      """, as: Int64.self, Int64.self)
    if rows.count < ids.count {
      let count = ids.count - rows.count
      session.note(
        "\(count) customer\(count == 1 ? " belongs" : "s belong") to \(assignee.login) already")
    }
    return Dictionary(grouping: rows, by: \.0).sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.map(\.1)) }
  }

  private func openOpportunities(of customers: [Int64], in db: ReadTransaction) throws -> [Int64] {
    try db.values(
      """
      SELECT o.id FROM customer c JOIN opportunity o ON o.customer = c.id AND o.owner = c.owner
      WHERE c.id IN \(ids: customers) AND o.deleted_at IS NULL
        AND o.stage IN (SELECT id FROM stage WHERE kind = 'open') ORDER BY o.id
      """)
  }

  /// Those that nobody has decided yet: they go along with the opportunities.
  private func openQuotes(of customers: [Int64], in db: ReadTransaction) throws -> [Int64] {
    try db.values(
      """
      SELECT q.id FROM customer c JOIN quote q ON q.customer = c.id AND q.owner = c.owner
      WHERE c.id IN \(ids: customers) AND \(OpenQuotes.isOpen("q")) ORDER BY q.id
      """)
  }

  private func contracts(of customers: [Int64], in db: ReadTransaction) throws -> [Int64] {
    try db.values(
      """
      SELECT k.id FROM customer c JOIN contract k ON k.customer = c.id AND k.owner = c.owner
      WHERE c.id IN \(ids: customers) AND k.deleted_at IS NULL AND k.approval <> 'void' ORDER BY k.id
      """)
  }

  private func openTasks(of customers: [Int64], in db: ReadTransaction) throws -> [Int64] {
    try db.values(
      """
      SELECT t.id FROM customer c JOIN task t ON t.customer = c.id AND t.assignee = c.owner
      WHERE c.id IN \(ids: customers) AND \(OpenTasks.isOpen("t")) ORDER BY t.id
      """)
  }

  private func pendingTickets(of customers: [Int64], in db: ReadTransaction) throws -> [Int64] {
    try db.values(
      """
      SELECT t.id FROM customer c JOIN ticket t ON t.customer = c.id AND t.assignee = c.owner
      WHERE c.id IN \(ids: customers) AND \(PendingTickets.isPending("t")) ORDER BY t.id
      """)
  }
}
