import Store
import Values

/// A store always has an admin who can use it: an active user with the role and an account.
///
/// Without one nobody could give the role back, and nobody could undo what took it away.
enum LastAdmin {
  static func check(in db: ReadTransaction) throws {
    let isThere = try db.exists(
      """
      SELECT 1 FROM "user" u JOIN user_role l ON l."user" = u.id JOIN role r ON r.id = l.role
      WHERE r.name = 'admin' AND r.deleted_at IS NULL AND u.deleted_at IS NULL AND u.active = 1
        AND u.os_account IS NOT NULL
      """)
    guard isThere else {
      throw UserError(
        .no, "the store would have no admin any more", code: "E_LAST_ADMIN",
        hints: ["make another active user with an --os-account an admin first"])
    }
  }
}
