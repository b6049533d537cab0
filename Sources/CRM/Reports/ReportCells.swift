import Store
import Values

/// The figures of a report by the keys of its groups, worked out here and not by the last query.
struct ReportCells: Sendable {
  /// The values of measures by their names; what is missing is NULL.
  private var cells: [[Scalar]: [String: Int64]]

  init(_ cells: [[Scalar]: [String: Int64]]) { self.cells = cells }

  /// The rows of a query: so many keys, then the measures of these names.
  init(_ query: SQL, _ keyCount: Int, _ measures: [String], in db: ReadTransaction) throws {
    cells = [:]
    try db.stream(query) { row in
      var values: [String: Int64] = [:]
      for (index, measure) in measures.enumerated() {
        values[measure] = try row.value(keyCount + index, as: Int64?.self)
      }
      cells[(0..<keyCount).map { row.scalar($0) }] = values
      return true
    }
  }

  /// The sums of parts.
  init(adding parts: [ReportCells]) throws {
    cells = parts[0].cells
    for part in parts.dropFirst() {
      for (keys, values) in part.cells {
        cells[keys] = try cells[keys, default: [:]].merging(values, uniquingKeysWith: Self.sum)
      }
    }
  }

  private static func sum(_ one: Int64, _ other: Int64) throws -> Int64 {
    let (sum, overflows) = one.addingReportingOverflow(other)
    guard !overflows else {
      throw UserError(
        .badData, "a sum is too large for the store", hints: ["fewer records at once may do"])
    }
    return sum
  }

  /// The figures as a query: the keys `k0`, `k1` and so on, then the measures.
  func query(_ keyCount: Int, _ measures: [String]) -> SQL {
    let rows: [String] = cells.map { keys, values -> String in
      let texts: [String] =
        keys.map(Self.json) + measures.map { values[$0].map { String($0) } ?? "null" }
      return "[" + texts.joined(separator: ",") + "]"
    }
    let list: String = "[" + rows.joined(separator: ",") + "]"
    let names =
      (0..<keyCount).map { SQL(text: "k\($0)") } + measures.map { "\(identifier: $0)" as SQL }
    let columns = names.enumerated().map { index, name in
      "json_extract(value, \("$[\(index)]")) AS \(name)" as SQL
    }
    return "SELECT \(columns.joined(separator: ", ")) FROM json_each(\(list))"
  }

  private static func json(_ key: Scalar) -> String {
    switch key {
    case .null: "null"
    case .integer(let number): String(number)
    case .text(let text): JSONString.quoted(text)
    }
  }
}
