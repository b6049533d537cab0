import Store

/// Writes the lines of new records, one record after the other: a million need no more memory than one.
final class LineInserter {
  private let owner: LineOwner
  private let db: WriteTransaction
  private var inserter: BulkInsert?

  init(_ owner: LineOwner, in db: WriteTransaction) {
    self.owner = owner
    self.db = db
  }

  private static let columns = [
    "product", "quantity", "list_price", "price", "discount", "position", "note",
  ]

  /// Inserts the lines in their order, behind the position.
  func insert(_ lines: [Line], of record: Int64, behind position: Int64 = 0) throws {
    guard !lines.isEmpty else { return }
    let inserter = try open()
    for (index, line) in lines.enumerated() {
      try inserter.insert { row in
        row.bind(0, integer: record)
        row.bind(1, integer: line.product)
        row.bind(2, integer: line.quantity)
        if let listPrice = line.listPrice { row.bind(3, integer: listPrice) }
        if let price = line.price { row.bind(4, integer: price) }
        row.bind(5, integer: line.discount)
        row.bind(6, integer: position + Int64(index) + 1)
        if let note = line.note { row.bind(7, text: note) }
      }
    }
  }

  /// Notes the lines in the journal.
  func finish() throws {
    _ = try inserter?.finish()
    inserter = nil
  }

  private func open() throws -> BulkInsert {
    if let inserter { return inserter }
    let inserter = try BulkInsert(
      into: owner.table, columns: [owner.column] + Self.columns, in: db)
    self.inserter = inserter
    return inserter
  }
}
