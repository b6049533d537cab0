import Catalogue
import Store
import Values

/// `customer share` and `unshare`: gives users a part in customers, and takes it back.
package struct Sharing {
  package struct Result {
    package var customers: [Int64]
    /// The logins.
    package var users: [String]
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Shares all of these customers with all of these users, or none with any.
  ///
  /// Returns the customers on which anything changed.
  package func share(
    _ selection: RecordSelection, with users: [String], access: ShareAccess, until: String?,
    cascades: Bool
  ) throws -> Written<Result> {
    let zone = try session.settings().zone
    let grant = ShareGrant(
      access, until: try until.map { try Self.lastDay($0, session: session) }, cascades: cascades)
    return try session.write { db in
      let people = try self.users(users, areActive: true, in: db)
      let ids = try selection.ids(of: .customer, session: session, in: db)
      let rights = try CustomerAccess(session: session, in: db)
      try rights.require(.share, on: Self.query(ids))
      try rights.requireOwner(
        of: Self.query(ids), hint: "there everybody may follow it up; 'crm pool claim' takes it")
      try refuseOwners(ids, people, in: db)
      var touched: Set<Int64> = []
      for user in people {
        touched.formUnion(try grant.give(on: Self.query(ids), to: user.id, in: db, zone))
      }
      return Result(customers: touched.sorted(), users: people.map(\.login))
    }
  }

  /// Ends the grants of these users on these customers; returns the customers that had any.
  package func unshare(
    _ selection: RecordSelection, with users: [String]
  ) throws -> Written<Result> {
    try session.write { db in
      let people = try self.users(users, areActive: false, in: db)
      let ids = try selection.ids(of: .customer, session: session, in: db)
      try CustomerAccess(session: session, in: db).require(.share, on: Self.query(ids))
      let granted: SQL = """
        customer IN \(ids: ids) AND "user" IN \(ids: people.map(\.id))
        """
      let touched: [Int64] = try db.values(
        """
        SELECT DISTINCT customer FROM customer_share WHERE \(granted) AND deleted_at IS NULL
        ORDER BY customer
        """)
      try ShareGrant.end(where: granted, in: db)
      return Result(customers: touched, users: people.map(\.login))
    }
  }

  /// The last day of a grant, in words; one that is over would be none.
  package static func lastDay(_ text: String, session: Session) throws -> Day {
    let day = try DateWords.day(text, today: try session.displayZone().day(of: session.now))
    if day.isRelative { session.note("until: '\(text)' is \(day.value)") }
    guard try day.value >= session.today() else {
      throw UserError(
        .usage, "\(day.value) is over, so that nothing would be shared", code: "E_PAST",
        hints: ["--until takes the last day of the grant"])
    }
    return day.value
  }

  private static func query(_ ids: [Int64]) -> SQL { "SELECT value FROM \(ids: ids)" }

  private func users(
    _ names: [String], areActive: Bool, in db: ReadTransaction
  ) throws -> [(id: Int64, login: String)] {
    guard !names.isEmpty else {
      throw UserError(.usage, "nobody is named", hints: ["give --with USER"])
    }
    let ids = try RecordReferences.resolve(names, of: .user, session: session, in: db)
    let rows = try db.rows(
      "SELECT id, login, active FROM \"user\" WHERE id IN \(ids: ids) ORDER BY id",
      as: Int64.self, String.self, Bool.self)
    if areActive, let row = rows.first(where: { !$0.2 }) { throw InactiveUsers.refusal(row.1) }
    return rows.map { ($0.0, $0.1) }
  }

  /// Who owns a customer needs no part in it.
  private func refuseOwners(
    _ ids: [Int64], _ users: [(id: Int64, login: String)], in db: ReadTransaction
  ) throws {
    guard
      let (id, name, owner) = try db.row(
        """
        SELECT c.id, c.name, u.login FROM customer c JOIN "user" u ON u.id = c.owner
        WHERE c.id IN \(ids: ids) AND c.owner IN \(ids: users.map(\.id)) ORDER BY c.id LIMIT 1
        """, as: Int64.self, String.self, String.self)
    else { return }
    throw UserError(
      .usage, "\(Noun.customer.reference(id)) '\(name)' belongs to \(owner), who needs no grant",
      code: "E_OWNER")
  }
}
