import Catalogue
import Store
import Values

/// The rule that a customer with contacts has exactly one primary contact.
enum ContactPrimary {
  /// Gives every one of the customers exactly one primary contact.
  ///
  /// Of several, the preferred one stays (the newest of those); without any, the oldest becomes it.
  static func keepOne(
    ofCustomers customers: SQL, preferring preferred: SQL = "0", in db: WriteTransaction
  ) throws {
    let chosen: SQL = """
      SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY customer ORDER BY
          (\(preferred)) DESC, iif(\(preferred), -id, 0), "primary" DESC, id) AS place
        FROM contact WHERE customer IN (\(customers)) AND deleted_at IS NULL)
      WHERE place = 1
      """
    // The choice reads other contacts, so it is made once, before anything changes.
    let ids: [Int64] = try db.values(
      """
      SELECT id FROM contact WHERE "primary" = 0 AND id IN (\(chosen))
      UNION ALL
      SELECT id FROM contact WHERE "primary" = 1 AND customer IN (\(customers))
        AND id NOT IN (\(chosen))
      """)
    try db.update("contact", where: "id IN \(ids: ids)", set: [("primary", "1 - \"primary\"")])
  }

  /// Setting one contact as primary unsets the other; unsetting the only one is refused.
  static func changed(_ change: RecordChange) throws {
    guard change.fields.contains("primary") else { return }
    try keepOne(
      ofCustomers: "SELECT customer FROM contact WHERE id IN \(ids: change.ids)",
      preferring: "id IN \(ids: change.ids) AND \"primary\" = 1", in: change.db)
  }

  /// When the primary contact is deleted, the oldest remaining one takes its place.
  static func presenceChanged(_ ids: [Int64], in db: WriteTransaction, _ session: Session) throws {
    let customers: SQL = "SELECT customer FROM contact WHERE id IN \(ids: ids)"
    try keepOne(ofCustomers: customers, in: db)
    let successors = try db.rows(
      """
      SELECT t.name, c.name FROM contact t JOIN customer c ON c.id = t.customer
      WHERE t.customer IN (\(customers)) AND t."primary" = 1 AND t.deleted_at IS NULL
        AND t.updated_at = \(session.now) AND t.id NOT IN \(ids: ids)
      """, as: String.self, String.self)
    for (contact, customer) in successors {
      session.note("\(contact) is now the primary contact of \(customer)")
    }
  }
}
