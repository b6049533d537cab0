import Store
import Values

/// The moves of customers between follow states, as history that can be read.
enum StatusEvents {
  /// Moves the customers and records one event each; `state` is the key that they get, and may read
  /// the row `c` of the customer.
  static func write(
    _ customers: [Int64], to state: SQL, reason: String? = nil, in db: WriteTransaction
  ) throws {
    guard !customers.isEmpty else { return }
    try db.insert(
      "status_event",
      columns: ["customer", "from_status", "to_status", "at", "by", "reason"],
      select: """
        SELECT c.id, c.status, \(state), \(db.request.at), \(db.request.actor), \(reason)
        FROM customer c WHERE c.id IN \(ids: customers) ORDER BY c.id
        """)
    try db.update(
      "customer", where: "id IN \(ids: customers)",
      set: [
        (
          "status",
          """
          (SELECT e.to_status FROM status_event e WHERE e.customer = customer.id
            ORDER BY e.id DESC LIMIT 1)
          """
        )
      ])
  }
}
