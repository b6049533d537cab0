import Catalogue
import Store

/// Ids from one to another, so that work on many records is divided among threads.
extension ClosedRange<Int64> {
  /// From the first to the last id of the table; nil without any.
  init?(idsOf table: String, in db: ReadTransaction) throws {
    let ends = try db.row(
      """
      SELECT (SELECT min(id) FROM \(identifier: table)), (SELECT max(id) FROM \(identifier: table))
      """, as: Int64?.self, Int64?.self)
    guard let first = ends?.0, let last = ends?.1 else { return nil }
    self = first...last
  }

  /// How many ids there are at most.
  var size: Int64 { upperBound - lowerBound + 1 }

  /// Ranges of about the same size, none of more ids than that.
  func divided(most: Int64) -> [ClosedRange<Int64>] {
    let count = (size - 1) / most + 1
    let length = (size - 1) / count + 1
    return (0..<count).map { place in
      let first = lowerBound + place * length
      return first...(first + length - 1)
    }
  }
}
