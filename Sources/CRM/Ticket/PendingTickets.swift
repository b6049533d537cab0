import Store
import Values

/// Tickets that wait for somebody, as SQL over the table `ticket`.
enum PendingTickets {
  /// Whether the ticket of the alias is neither resolved nor closed nor deleted.
  ///
  /// The states are written out and not bound, so that the index of pending tickets serves.
  static func isPending(_ alias: SQL) -> SQL {
    "\(alias).state IN ('open', 'in_progress') AND \(alias).deleted_at IS NULL"
  }

  /// Whether the ticket of the alias should have been resolved before the day; never NULL.
  static func isDue(_ alias: SQL, before day: Day) -> SQL {
    "ifnull(\(alias).due < \(day.description), 0)"
  }
}
