import Catalogue
import Store
import Values

/// `line add`, `edit` and `delete` of opportunities, quotes and contracts.
package struct LineChange {
  /// What an edit makes of a line; nil leaves what is there.
  package struct Edit: Sendable {
    package var quantity: String?
    package var price: String?
    package var discount: String?
    /// Empty: none.
    package var note: String?
    /// Its place among the others, from 1.
    package var place: Int?

    package init() {}

    package var isEmpty: Bool {
      quantity == nil && price == nil && discount == nil && note == nil && place == nil
    }
  }

  package struct Result: Sendable {
    package var record: Int64
    /// How many lines were added, changed or deleted.
    package var count: Int
    package var sum: LineSum
  }

  private let owner: LineOwner
  private let session: Session

  package init(of owner: LineOwner, session: Session) {
    self.owner = owner
    self.session = session
  }

  /// Adds lines behind those that there are, each as its text says.
  package func add(_ texts: [String], _ common: Edit, to record: String) throws -> Written<Result> {
    try write(record) { record, db in
      let reader = try LineReader(session: session, db: db)
      let products = LineProducts(in: db)
      let lines = try texts.map { text in
        var line = try reader.read(text)
        try Self.apply(common, to: &line, reader)
        try products.price(&line)
        try line.check()
        return line
      }
      let last = try RecordLines(of: record, owner, in: db).lines.last?.position ?? 0
      let inserter = LineInserter(owner, in: db)
      try inserter.insert(lines, of: record, behind: last)
      try inserter.finish()
      return lines.count
    }
  }

  /// Changes one line.
  package func edit(_ number: Int, _ edit: Edit, of record: String) throws -> Written<Result> {
    try write(record) { record, db in
      let lines = try RecordLines(of: record, owner, in: db)
      let placed = try lines.line(number)
      var line = placed.line
      try Self.apply(edit, to: &line, try LineReader(session: session, db: db))
      try line.check()
      var changed = try db.update(
        owner.table, where: "id = \(placed.id)",
        set: [
          ("quantity", "\(line.quantity)"), ("price", "\(line.price)"),
          ("discount", "\(line.discount)"), ("note", "\(line.note)"),
        ])
      if let place = edit.place {
        changed += try move(number, to: place, among: lines, in: db)
      }
      return min(changed, 1)
    }
  }

  /// Deletes lines for good; undo brings them back.
  package func delete(_ numbers: [Int], of record: String) throws -> Written<Result> {
    try write(record) { record, db in
      let lines = try RecordLines(of: record, owner, in: db)
      let ids = try numbers.map { try lines.line($0).id }
      return try db.remove(owner.table, where: "id IN \(ids: ids)")
    }
  }

  // MARK: Parts

  /// Runs a change of the record's lines, unless they may not change, and what follows from it.
  private func write(
    _ record: String, _ body: (Int64, WriteTransaction) throws -> Int
  ) throws -> Written<Result> {
    try session.write { db in
      let resolver = try ReferenceResolver(owner.noun, session: session, in: db)
      let id = try resolver.id(for: record)
      try owner.checking(id, db, session)
      let before = try RecordLines(of: id, owner, in: db).sum()
      let count = try body(id, db)
      let after = try RecordLines(of: id, owner, in: db).sum()
      if count > 0 {
        try owner.changed(
          LinesChange(record: id, before: before, after: after, db: db, session: session))
      }
      return Result(record: id, count: count, sum: after)
    }
  }

  private static func apply(_ edit: Edit, to line: inout Line, _ reader: LineReader) throws {
    if let quantity = edit.quantity { line.quantity = try FixedPoint.quantity.parse(quantity) }
    if let price = edit.price { line.price = try reader.money(price) }
    if let discount = edit.discount { line.discount = try FixedPoint.percent.parse(discount) }
    if let note = edit.note { line.note = note.isEmpty ? nil : note }
  }

  /// Moves a line to another place; those between make room; returns how many positions changed.
  private func move(
    _ number: Int, to place: Int, among lines: RecordLines, in db: WriteTransaction
  ) throws -> Int {
    _ = try lines.line(place)
    var order = lines.lines.map(\.id)
    order.insert(order.remove(at: number - 1), at: place - 1)
    var changed = 0
    for (index, id) in order.enumerated() {
      changed += try db.update(
        owner.table, where: "id = \(id)", set: [("position", "\(Int64(index + 1))")])
    }
    return changed
  }
}
