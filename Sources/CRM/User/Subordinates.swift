import Store

/// The users below a user: those who report to it, and those who report to them.
enum Subordinates {
  /// A query of their ids.
  static func ids(of user: SQL) -> SQL {
    """
    WITH RECURSIVE below(id) AS (
      SELECT m.id FROM "user" m WHERE m.manager = \(user)
      UNION SELECT m.id FROM "user" m JOIN below b ON m.manager = b.id)
    SELECT id FROM below
    """
  }
}
