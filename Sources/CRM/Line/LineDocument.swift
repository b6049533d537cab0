import Catalogue
import Store
import Tabular
import Values

/// The lines of a record as a part of its document, for `show`.
package struct LineDocument {
  private let owner: LineOwner
  private let session: Session
  private let db: ReadTransaction
  private let digits: Int

  package init(of owner: LineOwner, session: Session, db: ReadTransaction) throws {
    self.owner = owner
    self.session = session
    self.db = db
    digits = try session.settings().currency.minorDigits
  }

  /// The entry `lines`.
  package func entry(of record: Int64) throws -> Document.Entry {
    .init("lines", label: LineLabel.lines[session.language], .list(try lines(of: record)))
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
        entry("line", LineLabel.line, .integer(number)),
        entry("product", LineLabel.product, .text(product)),
        entry(
          "quantity", LineLabel.quantity, .decimal(FixedPoint.quantity.format(quantity))),
        entry("unit", LineLabel.unit, text(unit)),
        entry("list_price", LineLabel.listPrice, money(listPrice)),
        entry("price", LineLabel.price, money(price)),
        entry("discount", LineLabel.discount, .decimal(FixedPoint.percent.format(discount))),
        entry("subtotal", LineLabel.subtotal, money(subtotal)),
        entry("note", LineLabel.note, text(note)),
      ])
    }
  }

  private func entry(_ name: String, _ label: Label, _ value: Document) -> Document.Entry {
    .init(name, label: label[session.language], value)
  }

  private func text(_ text: String?) -> Document { text.map { .text($0) } ?? .null }

  private func money(_ amount: Int64?) -> Document {
    amount.map { .decimal(Money.format($0, digits: digits)) } ?? .null
  }
}
