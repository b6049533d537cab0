/// A table of events that undo marks instead of removing, because they count all the same.
package struct RetainedTable: Sendable {
  package var table: String
  /// The column that names the operation which took the event back.
  package var marker: String
  /// The record that the event is about.
  package var subjectTable: String
  package var subjectColumn: String
  /// What else its columns name; there are no foreign keys, since those records may be undone later.
  package var references: [(column: String, table: String)]

  package init(
    _ table: String, marker: String, subjectTable: String, subjectColumn: String,
    references: [(column: String, table: String)] = []
  ) {
    self.table = table
    self.marker = marker
    self.subjectTable = subjectTable
    self.subjectColumn = subjectColumn
    self.references = references
  }
}
