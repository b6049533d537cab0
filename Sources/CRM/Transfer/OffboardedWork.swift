import Catalogue
import Store
import Values

/// The customers, open opportunities, open leads and open tasks of a user who leaves, and what was shared with the user.
///
/// A colleague gets all of it, and takes part where the user did. When the customers go to a pool, what the
/// user has at other people's customers goes to their owners; tasks that nobody is left for are cancelled.
struct OffboardedWork {
  /// What events of the customers say.
  private static let reason = "offboarding"

  private let user: Int64
  private let heir: Heir
  private let session: Session
  private let db: WriteTransaction

  init(_ user: Int64, _ heir: Heir, session: Session, in db: WriteTransaction) {
    self.user = user
    self.heir = heir
    self.session = session
    self.db = db
  }

  func move(noting manifest: inout TransferManifest) throws {
    try moveTasksToHeir(noting: &manifest)
    try moveCustomers(noting: &manifest)
    try moveLeads(noting: &manifest)
    try moveTasksToOwners(noting: &manifest)
    try moveGrants(noting: &manifest)
  }

  // MARK: Grants

  /// A colleague takes part where the user did, unless the colleague may do as much there already.
  private func moveGrants(noting manifest: inout TransferManifest) throws {
    var moved: Set<Int64> = []
    let zone = try session.settings().zone
    if let heir = heir.user {
      let grants = try db.rows(
        """
        SELECT DISTINCT access, until, cascade FROM customer_share
        WHERE \(isOwn) AND \(ShareGrant.holds("customer_share", at: "\(session.now)")) ORDER BY 1, 2, 3
        """, as: String.self, Day?.self, Bool.self)
      for (access, until, cascades) in grants {
        guard let access = ShareAccess(rawValue: access) else { continue }
        let given = try ShareGrant(access, until: until, cascades: cascades).give(
          on: """
            SELECT s.customer FROM customer_share s
            WHERE s."user" = \(user) AND s.deleted_at IS NULL AND s.access = \(access.rawValue)
              AND s.until IS \(until?.description) AND s.cascade = \(cascades)
              AND NOT EXISTS (SELECT 1 FROM customer_share h
                WHERE h.customer = s.customer AND h."user" = \(heir)
                  AND h.access IN ('edit', s.access) AND \(ShareGrant.holds("h", at: "\(session.now)")))
            """, to: heir, in: db, zone)
        moved.formUnion(given)
      }
    }
    let shares = try db.rows(
      "SELECT id, customer FROM customer_share WHERE \(isOwn) ORDER BY id",
      as: Int64.self, Int64.self)
    try ShareGrant.end(where: "\"user\" = \(user)", in: db)
    manifest.add(
      shares.filter { moved.contains($0.1) }.map(\.0), of: .share, field: "user", to: heir.name)
    manifest.add(shares.filter { !moved.contains($0.1) }.map(\.0), of: .share, .ended)
  }

  /// Grants of the user that nobody has ended.
  private var isOwn: SQL { "\"user\" = \(user) AND deleted_at IS NULL" }

  // MARK: Customers and opportunities

  private func moveCustomers(noting manifest: inout TransferManifest) throws {
    let customers: [Int64] = try db.values(
      "SELECT id FROM customer WHERE owner = \(user) AND deleted_at IS NULL ORDER BY id")
    let open: SQL = """
      owner = \(user) AND deleted_at IS NULL
        AND stage IN (SELECT id FROM stage WHERE kind = 'open')
      """
    let opportunities: [Int64] = try db.values(
      "SELECT id FROM opportunity WHERE \(open) ORDER BY id")
    manifest.add(
      customers, of: .customer, field: heir.user == nil ? "pool" : "owner", to: heir.name)
    let query: SQL = "SELECT value FROM \(ids: customers)"
    switch heir {
    case .user(let id, let login):
      try Assignment(session).carryOut(customers, to: id, in: db)
      try db.update("opportunity", where: open, set: [("owner", "\(id)")])
      manifest.add(opportunities, of: .opportunity, field: "owner", to: login)
    case .pool(let id, _):
      try PoolEntry(session: session, in: db).check(query, into: id)
      try Handover(kind: .release, destination: .pool(id), reason: Self.reason)
        .carryOut(query, in: db)
      let owner: SQL = "(SELECT c.owner FROM customer c WHERE c.id = opportunity.customer)"
      try db.update("opportunity", where: open, set: [("owner", owner)])
      try manifest.addByHolder(opportunities, of: .opportunity, field: "owner", in: db)
    }
  }

  // MARK: Leads

  /// Those that are still open; without a colleague they go to the built-in pool of leads.
  private func moveLeads(noting manifest: inout TransferManifest) throws {
    let leads: [Int64] = try db.values(
      """
      SELECT id FROM lead WHERE owner = \(user) AND deleted_at IS NULL
        AND status IN \(list: LeadStatus.open) ORDER BY id
      """)
    guard !leads.isEmpty else { return }
    switch heir {
    case .user(let id, _):
      try Assignment(session).carryOut(leads, .leads, to: id, in: db)
      manifest.add(leads, of: .lead, field: "owner", to: heir.name)
    case .pool:
      let pool = try PublicPool.id(holding: .leads, in: db)
      try Handover(
        kind: .release, holding: .leads, destination: .pool(pool), reason: Self.reason
      ).carryOut("SELECT value FROM \(ids: leads)", in: db)
      manifest.add(leads, of: .lead, field: "pool", to: PublicPool.leadsName)
    }
  }

  // MARK: Tasks

  private func moveTasksToHeir(noting manifest: inout TransferManifest) throws {
    guard let id = heir.user else { return }
    let tasks = try openTasks()
    try db.update(Noun.task.table, where: "id IN \(ids: tasks)", set: [("assignee", "\(id)")])
    manifest.add(tasks, of: .task, field: "assignee", to: heir.name)
  }

  /// What is about customers of others is theirs to do now; the rest is cancelled, as by recycling.
  private func moveTasksToOwners(noting manifest: inout TransferManifest) throws {
    guard heir.user == nil else { return }
    let cancelledBefore: [Int64] = try db.values(
      """
      SELECT record FROM field_change change
      WHERE \(db.changes(of: Noun.task.table, since: db.beginning)) AND field = 'state'
      ORDER BY record
      """)
    let tasks = try openTasks()
    let owner: SQL = "(SELECT c.owner FROM customer c WHERE c.id = task.customer)"
    try db.update(
      Noun.task.table, where: "id IN \(ids: tasks) AND \(owner) IS NOT NULL",
      set: [("assignee", owner)])
    let left = try openTasks()
    try db.update(
      Noun.task.table, where: "id IN \(ids: left)",
      set: [("state", "\(TaskState.cancelled.rawValue)")])
    let moved = Set(tasks).subtracting(left).sorted()
    try manifest.addByHolder(moved, of: .task, field: "assignee", in: db)
    manifest.add((cancelledBefore + left).sorted(), of: .task, .cancelled)
  }

  private func openTasks() throws -> [Int64] {
    try db.values(
      "SELECT t.id FROM task t WHERE t.assignee = \(user) AND \(OpenTasks.isOpen("t")) ORDER BY t.id"
    )
  }
}
