import Catalogue
import Store
import Values

/// `user offboard`: everything that a user has or has to do goes to others, in one operation, and the user is
/// disabled.
///
/// What was closed under the user's name stays there, as authorship does: it is history. The parts of the
/// work are in `OffboardedWork`, everything else that names the user in `OffboardedReferences`.
package struct Offboarding {
  /// Who goes on: a colleague, or whoever takes the customers out of a pool.
  package enum Successor: Sendable {
    case user(String)
    case pool(String)
  }

  package struct Result {
    package var user: String
    package var successor: String
    package var manifest: TransferManifest
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func offboard(_ user: String, to successor: Successor) throws -> Written<Result> {
    guard try session.actor().isAdmin else {
      throw UserError(.denied, "only an admin offboards users", code: "not_admin")
    }
    return try session.write { db in
      let leaving = try leaving(user, in: db)
      try refuseRules(naming: leaving, in: db)
      let heir = try heir(successor, of: leaving, in: db)
      if heir.user == nil { try refuseOpening(poolsOf: leaving, in: db) }
      var manifest = TransferManifest()
      let sales = try OffboardedSales(leaving.id, heir, in: db)
      try OffboardedWork(leaving.id, heir, session: session, in: db).move(noting: &manifest)
      try sales.move(noting: &manifest)
      try OffboardedTickets(leaving.id, heir, in: db).move(noting: &manifest)
      try OffboardedTargets(leaving.id, session: session, in: db).end(noting: &manifest)
      try OffboardedReferences(leaving.id, heir, session: session, in: db).move(noting: &manifest)
      try disable(leaving, in: db, noting: &manifest)
      return Result(user: leaving.login, successor: heir.name, manifest: manifest)
    }
  }

  private func leaving(
    _ text: String, in db: ReadTransaction
  ) throws -> (id: Int64, login: String) {
    let id = try ReferenceResolver(.user, session: session, in: db).id(for: text)
    return (id, try db.value("SELECT login FROM \"user\" WHERE id = \(id)") ?? text)
  }

  private func heir(
    _ successor: Successor, of leaving: (id: Int64, login: String), in db: ReadTransaction
  ) throws -> Heir {
    switch successor {
    case .user(let text):
      let (id, login) = try ActiveUser.find(text, session: session, in: db)
      guard id != leaving.id else {
        throw UserError(.usage, "\(login) cannot be one's own successor")
      }
      return .user(id, login: login)
    case .pool(let text):
      let id = try ReferenceResolver(.pool, session: session, in: db).id(for: text)
      return .pool(id, name: try db.value("SELECT name FROM pool WHERE id = \(id)") ?? text)
    }
  }

  /// A rule that tells or assigns to a user who left could not act any more.
  private func refuseRules(
    naming user: (id: Int64, login: String), in db: ReadTransaction
  ) throws {
    let resolver = try ReferenceResolver(.user, session: session, in: db)
    for (name, text) in try db.rows(
      """
      SELECT name, "do" FROM rule WHERE kind = 'automation' AND deleted_at IS NULL ORDER BY id
      """, as: String.self, String.self)
    {
      guard
        try AutomationActions.users(in: text).contains(where: {
          $0 == user.login || (try? resolver.id(for: $0)) == user.id
        })
      else { continue }
      throw UserError(
        .no, "the rule '\(name)' does something for \(user.login)", code: "E_IN_USE",
        hints: ["name somebody else there first: crm rule edit '\(name)' --do …"])
    }
  }

  /// A pool that has members is no pool for everybody once its last one has left.
  private func refuseOpening(
    poolsOf user: (id: Int64, login: String), in db: ReadTransaction
  ) throws {
    guard
      let (id, name) = try db.row(
        """
        SELECT p.id, p.name FROM pool p JOIN pool_user m ON m.pool = p.id
        WHERE p.deleted_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM pool_team t WHERE t.pool = p.id)
          AND NOT EXISTS (SELECT 1 FROM pool_role r WHERE r.pool = p.id)
        GROUP BY p.id HAVING min(m."user") = \(user.id) AND max(m."user") = \(user.id)
        ORDER BY p.id LIMIT 1
        """, as: Int64.self, String.self)
    else { return }
    throw UserError(
      .no, "\(user.login) is the last member of \(Noun.pool.reference(id)) '\(name)'",
      code: "E_LAST_MEMBER",
      hints: [
        "without members everybody sees it: 'crm pool edit \(id) --member …' names others first"
      ])
  }

  private func disable(
    _ user: (id: Int64, login: String), in db: WriteTransaction,
    noting manifest: inout TransferManifest
  ) throws {
    guard let active = Noun.user.field("active") else {
      throw UserError.bug("users are not active")
    }
    let disabled = try RecordEditor(.user, session: session, db: db)
      .edit([user.id], set: [(active, "no")])
    manifest.add(disabled, of: .user, .disabled)
  }
}

/// Who gets what a user leaves behind.
enum Heir {
  case user(Int64, login: String)
  case pool(Int64, name: String)

  var user: Int64? { if case .user(let id, _) = self { id } else { nil } }

  var name: String {
    switch self {
    case .user(_, let login): login
    case .pool(_, let name): name
    }
  }
}
