/// How the cells of a column are stored, and so how each format writes them.
///
/// A text cell in a numeric column is taken as already written out and is only aligned.
package enum ColumnKind: Sendable, Equatable {
  case text
  case integer
  /// Cells are the integers 0 and 1.
  case bool
  /// Cells are minor units of the currency; `digits` is its number of decimals.
  case money(code: String, digits: Int)
  /// Cells are integers scaled by ten to the power of `scale`.
  case decimal(scale: Int)
  /// Cells are hundredths of a percent: 1250 is 12.5 %.
  case percent
  /// Cells are text, `2026-03-01`.
  case day
  /// Cells are text in UTC, `2026-03-01T09:00:00Z`.
  case instant
  /// Cells are names separated by commas; an array in JSON.
  case list
  /// Cells are JSON arrays of objects, such as the lines of a record.
  case records
  /// Cells are drawn text for the eye; only `table` shows them.
  case bar

  /// Whether people expect the column flush right.
  package var isNumeric: Bool {
    switch self {
    case .integer, .money, .decimal, .percent: true
    case .text, .bool, .day, .instant, .list, .records, .bar: false
    }
  }
}
