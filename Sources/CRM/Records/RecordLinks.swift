import Catalogue
import Store
import Values

/// The rows of link tables behind N:M fields.
enum RecordLinks {
  static func add(
    _ targets: [Int64], of field: Field, to record: Int64, in db: WriteTransaction
  ) throws {
    guard case .references(_, let link) = field.type else { return }
    for target in targets {
      try db.insert(
        link.table, [(link.owner, .integer(record)), (link.target, .integer(target))])
    }
  }

  /// Makes the record's links exactly these; links that stay are not touched.
  static func replace(
    with targets: [Int64], of field: Field, on record: Int64, in db: WriteTransaction
  ) throws -> Bool {
    guard case .references(_, let link) = field.type else { return false }
    let present: [Int64] = try db.values(
      """
      SELECT \(identifier: link.target) FROM \(identifier: link.table)
      WHERE \(identifier: link.owner) = \(record)
      """)
    let removed = try db.remove(
      link.table,
      where: """
        \(identifier: link.owner) = \(record)
        AND \(identifier: link.target) NOT IN \(ids: targets)
        """)
    let added = targets.filter { !present.contains($0) }
    try add(added, of: field, to: record, in: db)
    return removed > 0 || !added.isEmpty
  }
}
