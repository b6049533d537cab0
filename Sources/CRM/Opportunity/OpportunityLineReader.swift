import Catalogue
import Store
import Values

/// Reads product lines as a user writes them: `product=GTX Pro,quantity=2,price=4821`.
struct OpportunityLineReader {
  private let products: ReferenceResolver
  private let currency: Currency

  init(session: Session, db: ReadTransaction) throws {
    products = try ReferenceResolver(.product, session: session, in: db)
    currency = try session.settings().currency
  }

  func product(_ text: String) throws -> Int64 {
    try products.id(for: text, field: "product")
  }

  func read(_ text: String) throws -> OpportunityCreation.Line {
    var product: Int64?
    var line = OpportunityCreation.Line(product: 0, quantity: 1000, price: nil)
    for part in Self.parts(of: text) {
      guard let equals = part.firstIndex(of: "=") else { throw malformed(text, part: part) }
      let value = TrimmedBytes.trimmed(String(part[part.index(after: equals)...]))
      switch TrimmedBytes.trimmed(String(part[..<equals])) {
      case "product": product = try self.product(value)
      case "quantity": line.quantity = try FixedPoint.quantity.parse(value)
      case "price": line.price = try Money.parse(value, currency: currency)
      default: throw malformed(text, part: part)
      }
    }
    guard let product else {
      throw UserError(
        .usage, "the line '\(text)' names no product", code: "E_LINE", hints: [Self.example])
    }
    guard line.quantity > 0 else {
      throw UserError(.usage, "the line '\(text)' has no quantity above zero", code: "E_LINE")
    }
    line.product = product
    return line
  }

  private static let example = "write product=NAME,quantity=2,price=100"

  /// The parts between commas; a comma without `=` behind it belongs to the value, as in 1,054.
  private static func parts(of text: String) -> [String] {
    var parts: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      if part.contains("=") || parts.isEmpty {
        parts.append(String(part))
      } else {
        parts[parts.count - 1] += "," + part
      }
    }
    return parts
  }

  private func malformed(_ text: String, part: String) -> UserError {
    UserError(
      .usage, "'\(part)' in the line '\(text)' is not product, quantity or price", code: "E_LINE",
      hints: [Self.example])
  }
}
