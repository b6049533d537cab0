import Catalogue
import Store
import Values

/// New products: active, with a code made from the id when none is given.
final class ProductCreation: CreationRules {
  private let context: CreationContext
  private let active: Int
  private let code: Int
  private let prices: [Int]

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.product)
    active = try draft.number(of: "active")
    code = try draft.number(of: "code")
    prices = try ["list_price", "cost"].map { try draft.number(of: $0) }
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    if prices.contains(where: { draft.integer($0) ?? 0 < 0 }) { throw Self.negative }
    draft.fill(active, with: .integer(1))
    guard !draft.hasValue(code) else { return }
    var number = id
    while try context.db.exists("SELECT 1 FROM product WHERE code = \(Self.code(number))") {
      number += 1
    }
    draft.set(code, text: Self.code(number))
  }

  /// Lines cannot have a price below zero, so products have none.
  @Sendable
  static func changed(_ change: RecordChange) throws {
    let isNegative = try change.db.exists(
      "SELECT 1 FROM product WHERE id IN \(ids: change.ids) AND (list_price < 0 OR cost < 0)")
    if isNegative { throw negative }
  }

  private static var negative: UserError {
    UserError(
      .usage, "the list price and the cost of a product are not negative", code: "E_PRICE")
  }

  private static func code(_ number: Int64) -> String {
    let digits = String(number)
    return "P" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }
}
