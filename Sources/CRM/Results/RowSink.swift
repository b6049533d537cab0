import Store
import Tabular

/// Where the rows of a list or report go, one at a time.
package struct RowSink: ~Copyable {
  /// The row in the making; `send` passes it on and empties it.
  package var row = RowBuffer()
  package private(set) var count = 0
  private var renderer: any RowRenderer
  /// The places of the columns that are shown; nil shows all.
  private let shown: [Int]?
  private var selection = RowBuffer()

  package init(_ renderer: any RowRenderer, showing shown: [Int]? = nil) {
    self.renderer = renderer
    self.shown = shown
  }

  package mutating func send() throws {
    if let shown {
      selection.removeAll()
      for column in shown { selection.append(row[column]) }
      try renderer.row(selection)
    } else {
      try renderer.row(row)
    }
    row.removeAll()
    count += 1
  }

  package mutating func begin(_ columns: [Column]) throws {
    try renderer.begin(shown.map { $0.map { columns[$0] } } ?? columns)
  }

  package mutating func end() throws { try renderer.end() }

  /// Sends the row that a query stands on, its first `count` columns as they are.
  package mutating func send(_ cursor: borrowing RowCursor, columns count: Int) throws {
    append(cursor, columns: count)
    try send()
  }

  /// Appends the first `count` columns of the row that a query stands on to the row in the making.
  package mutating func append(_ cursor: borrowing RowCursor, columns count: Int) {
    for column in 0..<count {
      if cursor.isNull(column) {
        row.appendNull()
      } else if cursor.isInteger(column) {
        row.append(integer: cursor.integer(column))
      } else {
        row.append(text: cursor.text(column))
      }
    }
  }
}
