import Catalogue
import Store
import Values

/// A user who may be given something: one who has not left.
enum ActiveUser {
  /// The active user that the text names.
  static func find(
    _ text: String, session: Session, in db: ReadTransaction
  ) throws -> (id: Int64, login: String) {
    let id = try ReferenceResolver(.user, session: session, in: db).id(for: text)
    guard
      let (login, isActive) = try db.row(
        "SELECT login, active FROM \"user\" WHERE id = \(id)", as: String.self, Bool.self)
    else { throw UserError.bug("there is no user \(id)") }
    guard isActive else { throw InactiveUsers.refusal(login) }
    return (id, login)
  }
}
