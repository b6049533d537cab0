import Store
import Tabular

extension RowFeed {
  /// Rows of a query with a bar behind their values: the query yields the values, then the bar's
  /// measure, then the largest measure of all rows.
  init(columns: [Column], query: SQL, barAfter count: Int) {
    self.init(columns: columns) { db, sink in
      try db.stream(query) { cursor in
        let (measure, largest) = (cursor.integer(count), cursor.integer(count + 1))
        let fraction = largest > 0 ? Double(measure) / Double(largest) : 0
        sink.append(cursor, columns: count)
        sink.row.append(text: Bar.draw(fraction: fraction, width: 24))
        try sink.send()
        return true
      }
    }
  }
}
