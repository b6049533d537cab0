import Catalogue
import Store
import Values

/// What a user may do with customers: the one place that answers it.
///
/// The owner, whoever stands above the owner and admins may do everything; a collaborator with the access
/// `edit` logs follow-ups. What lies in a pool is anybody's to follow up, and an admin's to hand on.
package struct CustomerAccess {
  /// What is asked about.
  package enum Deed: Sendable {
    /// Log a follow-up.
    case followUp
    /// Share it with other users.
    case share
    /// Give it to another user.
    case transfer
    case delete

    /// How messages say what was wanted.
    fileprivate var words: String {
      switch self {
      case .followUp: "follow it up"
      case .share: "share it"
      case .transfer: "give it to another user"
      case .delete: "delete it"
      }
    }
  }

  private let actor: Actor
  private let now: Instant
  private let db: ReadTransaction

  package init(session: Session, in db: ReadTransaction) throws {
    actor = try session.actor()
    now = session.now
    self.db = db
  }

  /// Whether the actor may do it with the customer `c` of the surrounding query; never NULL.
  func allows(_ deed: Deed) -> SQL {
    guard !actor.isAdmin else { return "1" }
    let isAbove: SQL = """
      c.owner IS NOT NULL
        AND (c.owner = \(actor.id) OR c.owner IN (\(Subordinates.ids(of: "\(actor.id)"))))
      """
    guard deed == .followUp else { return "(\(isAbove))" }
    let collaborates = ShareGrant.covers(
      customer: "c.id", user: "\(actor.id)", at: "\(now)", access: .edit)
    return "(c.owner IS NULL OR \(isAbove) OR \(collaborates))"
  }

  /// Refuses customers with which the actor may not do it; the query yields their ids.
  func require(_ deed: Deed, on customers: SQL) throws {
    guard !actor.isAdmin,
      let (id, name, owner, pool) = try db.row(
        """
        SELECT c.id, c.name, u.login, p.name
        FROM customer c LEFT JOIN "user" u ON u.id = c.owner LEFT JOIN pool p ON p.id = c.pool
        WHERE c.id IN (\(customers)) AND NOT \(allows(deed)) ORDER BY c.id LIMIT 1
        """, as: Int64.self, String.self, String?.self, String?.self)
    else { return }
    let subject = "\(Noun.customer.reference(id)) '\(name)'"
    guard let owner else {
      throw UserError(
        .denied, "\(subject) lies in the pool '\(pool ?? PublicPool.name)'",
        code: "not_pool_admin", hints: ["only an admin may \(deed.words) there"])
    }
    throw UserError(
      .denied, "\(subject) belongs to \(owner)", code: "not_owner", hints: [hint(deed, id)],
      details: [.init("owner", owner)])
  }

  /// Refuses customers that lie in pools: what only an owner has to give.
  func requireOwner(of customers: SQL, hint: String) throws {
    guard
      let (id, name, pool) = try db.row(
        """
        SELECT c.id, c.name, p.name FROM customer c JOIN pool p ON p.id = c.pool
        WHERE c.id IN (\(customers)) ORDER BY c.id LIMIT 1
        """, as: Int64.self, String.self, String.self)
    else { return }
    throw UserError(
      .conflict, "\(Noun.customer.reference(id)) '\(name)' lies in the pool '\(pool)'",
      code: "not_owned", hints: [hint], details: [.init("pool", pool)])
  }

  private func hint(_ deed: Deed, _ customer: Int64) -> String {
    guard deed == .followUp else {
      return "only the owner, those above the owner and admins may \(deed.words)"
    }
    return "the owner lets others follow it up: "
      + "crm customer share \(customer) --with \(actor.login) --access edit"
  }
}
