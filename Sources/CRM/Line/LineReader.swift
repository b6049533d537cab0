import Catalogue
import Store
import Values

/// Reads lines: finds their products and takes the numbers as they are written.
package struct LineReader {
  private let products: ReferenceResolver
  private let currency: Currency

  package init(session: Session, db: ReadTransaction) throws {
    products = try ReferenceResolver(.product, session: session, in: db)
    currency = try session.settings().currency
  }

  /// A line of one piece at the list price of the day.
  package func product(_ text: String) throws -> Line {
    Line(product: try products.id(for: text, field: "product"))
  }

  package func read(_ text: String) throws -> Line {
    let parts = try LineText(text)
    guard let product = parts.product, !product.isEmpty else {
      throw UserError(
        .usage, "the line '\(text)' names no product", code: "E_LINE",
        hints: [LineText.example])
    }
    var line: Line
    do {
      line = try self.product(product)
    } catch var error as UserError where error.exit == .notFound {
      if product.contains(" ") { error.hints.append("a line: \(LineText.example)") }
      throw error
    }
    if let quantity = parts.quantity { line.quantity = try FixedPoint.quantity.parse(quantity) }
    if let price = parts.price { line.price = try money(price) }
    if let discount = parts.discount { line.discount = try FixedPoint.percent.parse(discount) }
    line.note = parts.note.flatMap { $0.isEmpty ? nil : $0 }
    try line.check()
    return line
  }

  func money(_ text: String) throws -> Int64 { try Money.parse(text, currency: currency) }
}
