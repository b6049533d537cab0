import CRM
import Catalogue
import Store
import Testing
import Values

/// Tasks and grants in a scene with people and customers.
extension PoolScene {
  // MARK: Making

  @discardableResult
  func task(
    _ title: String, of customer: Int64? = nil, assignee: String? = nil, due: String? = nil,
    as user: String? = nil, _ more: [String: String] = [:]
  ) throws -> Int64 {
    var values = more.merging(["title": title]) { own, _ in own }
    values["customer"] = customer.map(String.init)
    values["assignee"] = assignee
    values["due"] = due
    return try add(.task, values, as: user)
  }

  func share(
    _ customer: Int64, with user: String, _ access: ShareAccess = .edit, until: String? = nil,
    cascades: Bool = false, as actor: String? = nil
  ) throws {
    _ = try Sharing(store.session(as: actor)).share(
      ["\(customer)"], with: [user], access: access, until: until, cascades: cascades)
  }

  func unshare(_ customer: Int64, with user: String, as actor: String? = nil) throws {
    _ = try Sharing(store.session(as: actor)).unshare(["\(customer)"], with: [user])
  }

  @discardableResult
  func transfer(
    _ customers: Int64..., to user: String, with parts: Set<TransferPart> = TransferPart.standard,
    keeping grant: ShareGrant? = nil, as actor: String? = nil
  ) throws -> TransferManifest {
    try Transfer(store.session(as: actor)).transfer(
      RecordSelection(customers.map(String.init)), to: user, with: parts, keeping: grant
    ).value.manifest
  }

  func edit(_ noun: Noun, _ id: Int64, _ values: [String: String]) throws {
    let session = store.session()
    _ = try session.write { db in
      let fields = try values.sorted { $0.key < $1.key }.map { name, text in
        (field: try #require(noun.field(name)), text: text)
      }
      return try RecordEditor(noun, session: session, db: db).edit([id], set: fields)
    }
  }

  func undo() throws {
    _ = try OperationUndo(store.session()).undo(nil, isPartial: false)
  }

  // MARK: Asking

  func state(of task: Int64) throws -> String? {
    try value("SELECT state FROM task WHERE id = \(task)")
  }

  func assignee(of task: Int64) throws -> String? {
    try value(
      "SELECT u.login FROM task t JOIN \"user\" u ON u.id = t.assignee WHERE t.id = \(task)")
  }

  /// Who has a grant that nobody has ended: `li.wei edit`.
  func shares(of customer: Int64) throws -> [String] {
    try store.session().read { db in
      try db.values(
        """
        SELECT u.login || ' ' || s.access FROM customer_share s JOIN "user" u ON u.id = s."user"
        WHERE s.customer = \(customer) AND s.deleted_at IS NULL ORDER BY s.id
        """)
    }
  }

  /// The exit code with which the body is refused; nil when it is not.
  func exit(_ body: () throws -> Void) throws -> ExitCode? {
    do {
      try body()
      return nil
    } catch let error as UserError {
      return error.exit
    }
  }
}
