import Store
import Tabular

/// The first rows of a user's query, which tell which of its columns are of numbers.
struct QueryHead {
  private enum Value {
    case null
    case integer(Int64)
    case text([UInt8])
  }

  /// So many rows tell it; a query with more runs again for all of them.
  private static let mostRows = 1_000

  /// Whether there are no other rows; otherwise none are kept.
  private(set) var isWhole = true
  private var rows: [[Value]] = []
  private var hasNumbers: [Bool]
  private var hasOthers: [Bool]

  /// Looks at the rows of the query, of which no more than `limit` are wanted.
  init(_ query: UserQuery, columns count: Int, limit: Int, in db: ReadTransaction) throws {
    hasNumbers = Array(repeating: false, count: count)
    hasOthers = Array(repeating: false, count: count)
    guard limit > 0 else { return }
    try db.stream(query) { row in
      guard rows.count < Self.mostRows else {
        isWhole = false
        return false
      }
      append(row)
      return rows.count < limit
    }
    if !isWhole { rows = [] }
  }

  private mutating func append(_ row: borrowing RowCursor) {
    var values: [Value] = []
    for column in hasNumbers.indices {
      if row.isNull(column) {
        values.append(.null)
        continue
      }
      if row.isNumber(column) { hasNumbers[column] = true } else { hasOthers[column] = true }
      values.append(
        row.isInteger(column) ? .integer(row.integer(column)) : .text(Array(row.text(column))))
    }
    rows.append(values)
  }

  /// Numbers with decimals are written out already, as the kind allows.
  func kind(of column: Int) -> ColumnKind {
    hasNumbers[column] && !hasOthers[column] ? .integer : .text
  }

  /// Sends the rows that are kept.
  func send(to sink: inout RowSink) throws {
    for row in rows {
      for value in row {
        switch value {
        case .null: sink.row.appendNull()
        case .integer(let number): sink.row.append(integer: number)
        case .text(let bytes): bytes.withUnsafeBufferPointer { sink.row.append(text: $0) }
        }
      }
      try sink.send()
    }
  }
}
