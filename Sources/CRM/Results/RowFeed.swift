import Store
import Tabular

/// Rows that are pushed into a sink inside a read; nothing holds them all.
package struct RowFeed {
  package var columns: [Column]
  package var rows: (ReadTransaction, inout RowSink) throws -> Void
  /// Whether `--fields` has been obeyed already, by the query itself.
  package var isSelected = false
  /// What the rows are called, where they stand among others.
  package var title = ""
  /// The column that a chart of the rows draws.
  package var measure: String?
  /// Whether the rows, or those of every group, follow each other in time.
  package var isOverTime = false

  package init(
    columns: [Column], rows: @escaping (ReadTransaction, inout RowSink) throws -> Void
  ) {
    self.columns = columns
    self.rows = rows
  }

  /// The rows of a query whose columns are the feed's columns.
  package init(columns: [Column], query: SQL) {
    self.init(columns: columns) { db, sink in
      try db.stream(query) { cursor in
        try sink.send(cursor, columns: columns.count)
        return true
      }
    }
  }

  /// The places of the columns that `--fields` asks for; nil shows all as they are.
  package func places(of fields: String?) throws -> [Int]? {
    guard !isSelected, let fields else { return nil }
    let names = columns.map(\.name)
    return try FieldSelection.names(fields, default: names).map { name in
      guard let place = names.firstIndex(of: name) else {
        throw FieldSelection.unknown(name, among: names)
      }
      return place
    }
  }
}
