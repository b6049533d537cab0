import Catalogue
import Store
import Values

/// What else ends when customers change hands.
///
/// In a pool nobody works on a customer: the open tasks of its former owner there are cancelled, and
/// grants end. Another owner goes on with it: grants stay, but for one of the new owner.
enum TenureEnd {
  /// For the customers that the query yields, before they get their next owner; nil: a pool.
  static func carryOut(_ customers: SQL, next owner: Int64?, in db: WriteTransaction) throws {
    if let owner {
      try ShareGrant.end(where: "\"user\" = \(owner) AND customer IN (\(customers))", in: db)
      return
    }
    try db.update(
      Noun.task.table,
      where: """
        id IN (SELECT t.id FROM customer c CROSS JOIN task t
          ON t.customer = c.id AND t.assignee = c.owner
          WHERE c.id IN (\(customers)) AND \(OpenTasks.isOpen("t")))
        """,
      set: [("state", "\(TaskState.cancelled.rawValue)")])
    try ShareGrant.end(where: "customer IN (\(customers))", in: db)
  }
}
