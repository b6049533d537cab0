import Catalogue
import Store
import Values

/// The products of lines, looked up once each: what new lines take from them.
final class LineProducts {
  struct Product {
    var name: String
    /// Minor units.
    var listPrice: Int64?
    var isActive: Bool
  }

  private let db: ReadTransaction
  private var known: [Int64: Product] = [:]

  init(in db: ReadTransaction) {
    self.db = db
  }

  func product(_ id: Int64) throws -> Product {
    if let product = known[id] { return product }
    let row = try db.row(
      "SELECT name, list_price, active FROM product WHERE id = \(id)",
      as: String.self, Int64?.self, Bool.self)
    guard let row else { throw UserError(.notFound, "no \(Noun.product.reference(id))") }
    let product = Product(name: row.0, listPrice: row.1, isActive: row.2)
    known[id] = product
    return product
  }

  /// Gives a new line the list price of the day, and the price where it has none.
  ///
  /// Past years may have products that are no longer sold.
  func price(_ line: inout Line, acceptsInactive: Bool = false) throws {
    let product = try product(line.product)
    guard product.isActive || acceptsInactive else {
      throw UserError(
        .no, "\(Noun.product.reference(line.product)) '\(product.name)' is no longer sold",
        code: "E_INACTIVE",
        hints: [
          "it stays on old lines; 'crm product edit \(line.product) --active yes' sells it again"
        ])
    }
    guard line.takesListPrice else { return }
    line.listPrice = line.listPrice ?? product.listPrice
    line.price = line.price ?? product.listPrice
  }
}
