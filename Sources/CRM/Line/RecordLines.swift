import Catalogue
import Store
import Values

/// The lines of one record in their order, as they stand.
package struct RecordLines {
  /// A line in its place.
  package struct Placed: Sendable {
    package var id: Int64
    package var position: Int64
    package var line: Line
  }

  package let owner: LineOwner
  package let record: Int64
  package let lines: [Placed]

  package init(of record: Int64, _ owner: LineOwner, in db: ReadTransaction) throws {
    self.owner = owner
    self.record = record
    lines = try db.rows(
      """
      SELECT id, position, product, quantity, list_price, price, discount, note
      FROM \(identifier: owner.table) WHERE \(identifier: owner.column) = \(record)
      ORDER BY position, id
      """, as: Int64.self, Int64.self, Int64.self, Int64.self, Int64?.self, Int64?.self, Int64.self,
      String?.self
    ).map { id, position, product, quantity, listPrice, price, discount, note in
      var line = Line(product: product)
      line.quantity = quantity
      line.listPrice = listPrice
      line.price = price
      line.takesListPrice = false
      line.discount = discount
      line.note = note
      return Placed(id: id, position: position, line: line)
    }
  }

  package func sum() throws -> LineSum { try LineSum(lines.map(\.line)) }

  /// The line that people call by its place among the others, from 1.
  func line(_ number: Int) throws -> Placed {
    guard lines.indices.contains(number - 1) else {
      let reference = owner.noun.reference(record)
      let those =
        switch lines.count {
        case 0: "it has none"
        case 1: "it has one line"
        default: "its lines are 1 to \(lines.count)"
        }
      throw UserError(
        .notFound, "\(reference) has no line \(number)", code: "E_LINE",
        hints: ["\(those): crm \(owner.noun.command) line list \(record)"])
    }
    return lines[number - 1]
  }
}
