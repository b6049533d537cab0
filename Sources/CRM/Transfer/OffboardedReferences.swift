import Catalogue
import Store
import Values

/// Everything else that names a user who leaves, found from the catalogue, so that a new field needs no code
/// here.
///
/// A colleague takes the place; without one a field is cleared. Who reported to the user reports to the
/// colleague, or to the user's own manager; rules about the user's customers alone are deleted.
struct OffboardedReferences {
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
    try deleteRules(of: .recycleRule, noting: &manifest)
    try deleteRules(of: .poolLimit, noting: &manifest)
    try moveReports(noting: &manifest)
    for (noun, field) in try Self.fields(in: session.catalogue) {
      if case .references(_, let link) = field.type {
        try removeLinks(link, of: noun, field, noting: &manifest)
      } else {
        try move(field, of: noun, noting: &manifest)
      }
    }
  }

  /// The fields of records at work that name a user and are not seen to by their own code: who did what
  /// is history.
  static func fields(in catalogue: Catalogue) -> [(noun: Noun, field: Field)] {
    let seenTo: Set<String> = [
      "customer.owner", "opportunity.owner", "task.assignee", "user.manager", "recycle_rule.user",
      "lead.owner", "pool_limit.user", "ticket.assignee", "target.user", "quote.owner",
      "contract.owner",
    ]
    return catalogue.nouns.filter { !$0.isReadOnly }.flatMap { noun in
      noun.fields.filter { field in
        field.type.referencedNoun == Noun.user.name && !field.isHistory
          && !seenTo.contains("\(noun.name).\(field.name)")
      }.map { (noun, $0) }
    }
  }

  private func move(
    _ field: Field, of noun: Noun, noting manifest: inout TransferManifest
  ) throws {
    let named: SQL = "\(identifier: field.column) = \(user) AND deleted_at IS NULL"
    let ids: [Int64] = try db.values(
      "SELECT id FROM \(identifier: noun.table) WHERE \(named) ORDER BY id")
    guard let first = ids.first else { return }
    guard heir.user != nil || !field.isRequired else {
      throw UserError(
        .no, "\(noun.reference(first)) needs a value for \(field.name)", code: "E_REQUIRED",
        hints: ["--to USER names a colleague who takes the place"])
    }
    try db.update(
      noun.table, where: "id IN \(ids: ids)", set: [(field.column, "\(heir.user)")])
    manifest.add(
      ids, of: noun, heir.user == nil ? .cleared : .moved, field: field.name,
      to: heir.user == nil ? nil : heir.name)
  }

  /// A colleague takes the place among several, unless there already; without one it is given up.
  private func removeLinks(
    _ link: FieldType.LinkTable, of noun: Noun, _ field: Field,
    noting manifest: inout TransferManifest
  ) throws {
    let linked: SQL = """
      \(identifier: link.target) = \(user) AND \(identifier: link.owner) IN (
        SELECT id FROM \(identifier: noun.table) WHERE deleted_at IS NULL)
      """
    func owners(_ condition: SQL) throws -> [Int64] {
      try db.values(
        """
        SELECT \(identifier: link.owner) FROM \(identifier: link.table)
        WHERE \(condition) ORDER BY 1
        """)
    }
    if let colleague = heir.user {
      let places: SQL = """
        \(linked) AND \(identifier: link.owner) NOT IN (SELECT \(identifier: link.owner)
          FROM \(identifier: link.table) WHERE \(identifier: link.target) = \(colleague))
        """
      manifest.add(try owners(places), of: noun, .moved, field: field.name, to: heir.name)
      try db.update(link.table, where: places, set: [(link.target, "\(colleague)")])
    }
    manifest.add(try owners(linked), of: noun, .cleared, field: field.name)
    try db.remove(link.table, where: linked)
  }

  /// A colleague who stands below the user rises to the user's place, so that nobody is above oneself.
  private func moveReports(noting manifest: inout TransferManifest) throws {
    let above = try db.value(
      "SELECT manager FROM \"user\" WHERE id = \(user)", as: Int64?.self
    ).flatMap { $0 }
    let rising: [Int64] = try db.values(
      """
      SELECT id FROM "user" WHERE id IS \(heir.user) AND id IN (\(Subordinates.ids(of: "\(user)")))
      """)
    try setManager(above, of: rising, noting: &manifest)
    let reports: [Int64] = try db.values(
      "SELECT id FROM \"user\" WHERE manager = \(user) AND deleted_at IS NULL ORDER BY id")
    try setManager(heir.user ?? above, of: reports, noting: &manifest)
  }

  private func setManager(
    _ manager: Int64?, of users: [Int64], noting manifest: inout TransferManifest
  ) throws {
    try db.update("user", where: "id IN \(ids: users)", set: [("manager", "\(manager)")])
    let login: String? = try db.value("SELECT login FROM \"user\" WHERE id IS \(manager)")
    manifest.add(users, of: .user, login == nil ? .cleared : .moved, field: "manager", to: login)
  }

  private func deleteRules(of noun: Noun, noting manifest: inout TransferManifest) throws {
    let rules: [Int64] = try db.values(
      """
      SELECT id FROM \(identifier: noun.table)
      WHERE "user" = \(user) AND deleted_at IS NULL ORDER BY id
      """)
    guard !rules.isEmpty else { return }
    try RecordPresence(noun, session: session, db: db).delete(rules)
    manifest.add(rules, of: noun, .deleted)
  }
}

extension Field {
  /// Whether crm itself sets it, to say who did something.
  fileprivate var isHistory: Bool { setter == .history || setter == .computed }
}
