import Catalogue
import Store
import Tabular
import Values

/// The lines of a record as a part of its document, for `show`.
package struct LineDocument {
  private let owner: LineOwner
  private let session: Session
  private let db: ReadTransaction
  private let currency: Currency

  package init(of owner: LineOwner, session: Session, db: ReadTransaction) throws {
    self.owner = owner
    self.session = session
    self.db = db
    currency = try session.settings().currency
  }

  /// The entry `lines`.
  package func entry(of record: Int64) throws -> Document.Entry {
    session.entry("lines", LineLabel.lines, .list(try lines(of: record)))
  }

  private func lines(of record: Int64) throws -> [Document] {
    var number: Int64 = 0
    return try db.rows(
      """
      SELECT p.name, l.quantity, p.unit, l.list_price, l.price, l.discount, l.subtotal, l.note
      FROM \(identifier: owner.table) l JOIN product p ON p.id = l.product
      WHERE l.\(identifier: owner.column) = \(record) ORDER BY l.position, l.id
      """, as: String.self, Int64.self, String?.self, Int64?.self, Int64?.self, Int64.self,
      Int64?.self, String?.self
    ).map { product, quantity, unit, listPrice, price, discount, subtotal, note in
      number += 1
      return .object([
        session.entry("line", LineLabel.line, .integer(number)),
        session.entry("product", LineLabel.product, .text(product)),
        session.entry(
          "quantity", LineLabel.quantity, .decimal(FixedPoint.quantity.format(quantity))),
        session.entry("unit", LineLabel.unit, .orNull(unit)),
        session.entry("list_price", LineLabel.listPrice, currency.document(listPrice)),
        session.entry("price", LineLabel.price, currency.document(price)),
        session.entry(
          "discount", LineLabel.discount, .decimal(FixedPoint.percent.format(discount))),
        session.entry("subtotal", LineLabel.subtotal, currency.document(subtotal)),
        session.entry("note", LineLabel.note, .orNull(note)),
      ])
    }
  }
}
