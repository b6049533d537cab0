/// A table of events that undo marks instead of removing, because they count all the same.
package struct RetainedTable: Sendable {
  package var table: String
  /// The column that names the operation which took the event back.
  package var marker: String
  /// The record of whose history the event is a part; nil for events of which each stands alone.
  ///
  /// What happened to it later stands in the way of taking the event back.
  package var subject: Subject?
  /// What else its columns name; there are no foreign keys, since those records may be undone later.
  package var references: [(column: String, table: String)]

  package init(
    _ table: String, marker: String, subject: Subject? = nil,
    references: [(column: String, table: String)] = []
  ) {
    self.table = table
    self.marker = marker
    self.subject = subject
    self.references = references
  }

  package struct Subject: Sendable {
    package var table: String
    /// The column of the event that names the record.
    package var column: String

    package init(table: String, column: String) {
      self.table = table
      self.column = column
    }
  }
}
