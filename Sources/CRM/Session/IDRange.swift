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

extension Session {
  /// The ids of a table in ranges of so many at least, two for every thread because one may find more than another; one
  /// range where nobody can help, and none where there are no ids.
  func idRanges(of table: String, fewest: Int64) throws -> [ClosedRange<Int64>] {
    guard let ids = try read({ try ClosedRange(idsOf: table, in: $0) }) else { return [] }
    guard mayDivideWork else { return [ids] }
    return ids.divided(most: max(fewest, ids.size / Int64(2 * SideBySide.mostThreads) + 1))
  }
}
