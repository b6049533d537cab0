import Store
import Values

/// The user who acts: recorded with every change, and the scope of every query.
package struct Actor: Sendable, Hashable {
  package var id: Int64
  package var login: String
  package var isAdmin: Bool
  /// What the user does not see of the pools.
  package var sight = PoolVisibility.all

  /// Refuses what only an admin may do: `change the pools`.
  func requireAdmin(to deed: String) throws {
    guard isAdmin else { throw UserError(.denied, "only an admin may \(deed)") }
  }

  /// The user linked with an operating-system account, or whose login is the account's name.
  static func find(account: String, in db: ReadTransaction) throws -> Actor? {
    try find(
      where: """
        id = ifnull((SELECT id FROM "user" WHERE os_account = \(account) AND deleted_at IS NULL),
          (SELECT id FROM "user" WHERE login = \(account) AND os_account IS NULL
             AND deleted_at IS NULL))
        """, in: db)
  }

  static func find(login: String, in db: ReadTransaction) throws -> Actor? {
    try find(where: "login = \(login)", in: db)
  }

  /// Whether the actor has the role of this name.
  func hasRole(_ name: String, in db: ReadTransaction) throws -> Bool {
    try db.exists(
      """
      SELECT 1 FROM user_role l JOIN role r ON r.id = l.role
      WHERE l."user" = \(id) AND r.name = \(name) AND r.deleted_at IS NULL
      """)
  }

  private static func find(where predicate: SQL, in db: ReadTransaction) throws -> Actor? {
    let row = try db.row(
      """
      SELECT id, login, EXISTS (SELECT 1 FROM user_role l JOIN role r ON r.id = l.role
          WHERE l."user" = "user".id AND r.name = 'admin' AND r.deleted_at IS NULL)
      FROM "user" WHERE \(predicate) AND deleted_at IS NULL AND active = 1
      """, as: Int64.self, String.self, Bool.self)
    return try row.map { id, login, isAdmin in
      Actor(
        id: id, login: login, isAdmin: isAdmin,
        sight: try PoolVisibility(of: id, isAdmin: isAdmin, in: db))
    }
  }
}
