import Values

/// A moment within an operation; what the operation did since can be asked.
package struct OperationMoment: Sendable {
  fileprivate let change: Int64
  fileprivate let nextIDs: [String: Int64]
}

extension WriteTransaction {
  /// The beginning of the operation.
  package var beginning: OperationMoment { OperationMoment(change: firstChange, nextIDs: [:]) }

  package func moment() -> OperationMoment {
    OperationMoment(change: lastChange + 1, nextIDs: nextIDs)
  }

  /// Whether anything was made or changed since.
  package func hasProgressed(since moment: OperationMoment) -> Bool {
    nextIDs != moment.nextIDs || lastChange >= moment.change
  }

  /// The ids of the records of a table that were made since, as ranges.
  package func created(in table: String, since moment: OperationMoment) -> [ClosedRange<Int64>] {
    let first = moment.nextIDs[table] ?? 0
    return (creations[table] ?? []).compactMap { range in
      range.upperBound < first ? nil : max(range.lowerBound, first)...range.upperBound
    }
  }

  /// The tables of which the operation made, changed or removed rows.
  package var touchedTables: Set<String> { touched }

  /// The columns of a table that the operation changed.
  package func changedColumns(of table: String) -> Set<String> {
    Set((lastChanges[table] ?? [:]).keys)
  }

  /// Whether the operation made rows of the table.
  package func hasCreated(in table: String) -> Bool { creations[table] != nil }

  /// Whether the column of a table changed since.
  package func hasChanged(_ column: String, of table: String, since moment: OperationMoment) -> Bool
  {
    lastChanges[table]?[column].map { $0 >= moment.change } ?? false
  }

  /// Whether any column of a table changed since.
  package func hasChanged(_ table: String, since moment: OperationMoment) -> Bool {
    lastChanges[table]?.values.contains { $0 >= moment.change } ?? false
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
