import Values

/// Rows for prepared INSERTs, packed into flat memory: one thread fills it, another may run it.
///
/// Whoever has the block owns it; it changes hands whole. Text is copied into the block, so that
/// its source is free at once.
final class RowBlock: @unchecked Sendable {
  /// One value of a row; a column that a row does not mention is NULL.
  struct Value {
    var column: Int32
    /// The length of a text, or -1 for an integer.
    var count: Int32
    /// The integer, or where the text begins.
    var content: Int64
  }

  private struct Row {
    var statement: InsertStatement
    /// Where the next row's values begin.
    var end: Int
  }

  private var rows: [Row] = []
  private var values: [Value] = []
  private var bytes: [UInt8] = []

  /// Large enough that handing a block over costs nothing beside filling it.
  private static let capacity = 1 << 15

  init() {
    bytes.reserveCapacity(2 * Self.capacity)
  }

  var isEmpty: Bool { rows.isEmpty }

  var isFull: Bool { bytes.count >= Self.capacity || values.count >= Self.capacity / 8 }

  // MARK: Filling

  /// Copies texts and returns where they begin.
  func append(texts: UnsafeBufferPointer<UInt8>) -> Int {
    let start = bytes.count
    bytes.append(contentsOf: texts)
    return start
  }

  /// The value is a part of the texts.
  func append(_ column: Int, text start: Int, count: Int) {
    values.append(Value(column: Int32(column), count: Int32(count), content: Int64(start)))
  }

  func append(_ column: Int, integer: Int64) {
    values.append(Value(column: Int32(column), count: -1, content: integer))
  }

  func append(_ column: Int, _ value: Scalar) {
    switch value {
    case .null: break
    case .integer(let integer): append(column, integer: integer)
    case .text(var text):
      text.withUTF8 { append(column, text: append(texts: $0), count: $0.count) }
    }
  }

  /// Makes a row of the values since the last one.
  func endRow(of statement: InsertStatement) {
    rows.append(Row(statement: statement, end: values.count))
  }

  // MARK: Running

  /// Runs the rows in their order and empties the block, also when one of them fails.
  func run() throws {
    defer { removeAll() }
    try bytes.withUnsafeBufferPointer { bytes in
      try values.withUnsafeBufferPointer { values in
        var start = 0
        for row in rows {
          try row.statement.run(
            UnsafeBufferPointer(rebasing: values[start..<row.end]), texts: bytes)
          start = row.end
        }
      }
    }
  }

  private func removeAll() {
    rows.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }
}
