import Store
import Tabular

/// Rows that are pushed into a sink inside a read; nothing holds them all.
package struct RowFeed {
  package var columns: [Column]
  package var rows: (ReadTransaction, inout RowSink) throws -> Void

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
}
