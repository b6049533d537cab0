import Values

/// A moment within an operation; what the operation did since can be asked.
package struct OperationMoment: Sendable {
  fileprivate let change: Int64
  fileprivate let nextIDs: [String: Int64]
}

extension WriteTransaction {
  /// The beginning of the operation.
  package var beginning: OperationMoment { OperationMoment(change: firstChange, nextIDs: [:]) }

  package func moment() throws -> OperationMoment {
    OperationMoment(
      change: try value("SELECT ifnull(max(id), 0) + 1 FROM change") ?? 1, nextIDs: nextIDs)
  }

  /// Whether anything was made or changed since.
  package func hasProgressed(since moment: OperationMoment) throws -> Bool {
    try nextIDs != moment.nextIDs || self.moment().change != moment.change
  }

  /// The ids of the records of a table that were made since, as ranges.
  package func created(in table: String, since moment: OperationMoment) -> [ClosedRange<Int64>] {
    let first = moment.nextIDs[table] ?? 0
    return (creations[table] ?? []).compactMap { range in
      range.upperBound < first ? nil : max(range.lowerBound, first)...range.upperBound
    }
  }

  /// The columns that changed since, by table.
  package func changedColumns(since moment: OperationMoment) throws -> [String: Set<String>] {
    var columns: [String: Set<String>] = [:]
    for (table, column) in try rows(
      "SELECT DISTINCT \"table\", field FROM change WHERE id >= \(moment.change)",
      as: String.self, String.self)
    {
      columns[table, default: []].insert(column)
    }
    return columns
  }

  /// What brought changes about since, each once.
  package func causes(since moment: OperationMoment) throws -> [String] {
    try values(
      """
      SELECT DISTINCT cause FROM change WHERE id >= \(moment.change) AND cause IS NOT NULL
      ORDER BY 1
      """)
  }

  /// Which rows of `change` tell of changes of a table since, as a condition on them.
  package func changes(of table: String, since moment: OperationMoment) -> SQL {
    // The plus sign keeps SQLite from going through all that ever happened to the table.
    "(change.id >= \(moment.change) AND +change.\"table\" = \(table))"
  }
}
