import Store
import Values

/// The position behind all others, for records that are given none: ten more than the last, so that
/// others fit between.
final class NextPosition {
  private let table: String
  private let db: ReadTransaction
  /// The last position of each group, those of the running operation included.
  private var last: [String: Int64] = [:]

  init(in table: String, _ db: ReadTransaction) {
    self.table = table
    self.db = db
  }

  /// The next position in a group of records, which the condition selects.
  func next(in group: String = "", where condition: SQL = "1") throws -> Int64 {
    let before: Int64? =
      try last[group]
      ?? db.value(
        "SELECT ifnull(max(position), 0) FROM \(identifier: table) WHERE \(condition)")
    let next = (before ?? 0) + 10
    last[group] = next
    return next
  }
}
