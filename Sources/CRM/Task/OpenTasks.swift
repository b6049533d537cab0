import Store
import Values

/// What is still to be done, as SQL over the table `task`.
enum OpenTasks {
  /// Whether the task of the alias is neither closed nor deleted.
  ///
  /// The state is written out and not bound, so that the index of open tasks serves.
  static func isOpen(_ alias: SQL) -> SQL {
    "\(alias).state = 'open' AND \(alias).deleted_at IS NULL"
  }

  /// Whether the task of the alias should have been done before the day; never NULL.
  static func isDue(_ alias: SQL, before day: Day) -> SQL {
    "ifnull(\(alias).due < \(day.description), 0)"
  }
}
