import Store
import Values

/// The terms that a file gives the behaviors of new activities, put aside until their events are
/// there.
///
/// A row that was refused after it was prepared leaves its id to the next one, and nothing here.
final class ImportedTerms {
  private let db: WriteTransaction
  private var current: (activity: Int64, terms: [(behavior: Int64, values: [Scalar])])?
  private var staged: StagedRows?

  init(_ db: WriteTransaction) {
    self.db = db
  }

  /// Begins an activity; the one before was inserted if its id is taken.
  func begin(_ activity: Int64, with terms: [(behavior: Int64, values: [Scalar])]) throws {
    if let current, current.activity < activity { try put(current.terms, of: current.activity) }
    current = (activity, terms)
  }

  private func put(_ terms: [(behavior: Int64, values: [Scalar])], of activity: Int64) throws {
    guard !terms.isEmpty else { return }
    let columns = BehaviorTerms.columns
    let staged =
      try staged
      ?? StagedRows(
        "imported_terms",
        columns: """
          activity INTEGER, behavior INTEGER, \(identifiers: columns),
          PRIMARY KEY (activity, behavior)
          """, width: 2 + columns.count, in: db)
    self.staged = staged
    for term in terms {
      try staged.append([.integer(activity), .integer(term.behavior)] + term.values)
    }
  }

  /// Gives the events of the new activities their terms.
  func finish(_ activities: Range<Int64>) throws {
    if let current, activities.contains(current.activity) {
      try put(current.terms, of: current.activity)
    }
    current = nil
    guard let staged else { return }
    try db.update(
      "behavior_event",
      where: "(activity, behavior) IN (SELECT activity, behavior FROM \(staged.table))",
      set: BehaviorTerms.columns.map { column in
        (
          column,
          """
          (SELECT t.\(identifier: column) FROM \(staged.table) t
            WHERE t.activity = behavior_event.activity AND t.behavior = behavior_event.behavior)
          """
        )
      })
    self.staged = nil
  }
}
