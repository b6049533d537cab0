import Values

/// A product on an opportunity, a quote or a contract, at the price of its day.
package struct Line: Sendable, Hashable {
  package var product: Int64
  /// Thousandths.
  package var quantity: Int64 = 1000
  /// The list price of the day, in minor units; nil when the product had none.
  package var listPrice: Int64?
  /// Minor units for one; nil: not known yet.
  package var price: Int64?
  /// Hundredths of a percent.
  package var discount: Int64 = 0
  package var note: String?
  /// Whether a missing price is looked up: the list price, in an import first the row's amount.
  package var takesListPrice = true

  package init(product: Int64) {
    self.product = product
  }

  /// What a line may have.
  ///
  /// A quantity times the hundred percent stays below 2⁶³, so that SQL works the subtotal out exactly.
  static let quantities: ClosedRange<Int64> = 1...900_000_000_000_000
  static let discounts: ClosedRange<Int64> = 0...10_000

  /// Refuses what a line cannot have, and what comes to more than an amount holds.
  func check() throws(UserError) {
    guard quantity > 0 else {
      throw UserError(.usage, "a line has a quantity above zero", code: "E_LINE")
    }
    guard Self.quantities.contains(quantity) else {
      throw UserError(.usage, "the quantity of a line is too large", code: "E_LINE")
    }
    guard price ?? 0 >= 0, listPrice ?? 0 >= 0 else {
      throw UserError(
        .usage, "the price of a line is not negative", code: "E_LINE",
        hints: ["what is taken off is a discount"])
    }
    guard Self.discounts.contains(discount) else {
      throw UserError(.usage, "a discount is 0 to 100 percent", code: "E_DISCOUNT")
    }
    _ = try subtotal()
  }

  /// Quantity × price × (1 − discount), rounded half up to the minor unit; nil without a price.
  package func subtotal() throws(UserError) -> Int64? {
    guard let price else { return nil }
    guard
      let subtotal = Money.subtotal(
        quantityMilli: quantity, price: price, discountBasisPoints: discount),
      subtotal.magnitude <= Money.largest.magnitude
    else { throw Self.tooLarge("the subtotal of a line") }
    return subtotal
  }

  static func tooLarge(_ what: String) -> UserError {
    UserError(.usage, "\(what) is too large for an amount", code: "E_MONEY")
  }
}

extension Sequence<Line> {
  /// The sum of the subtotals; nil when the price of a line is not known.
  package func total() throws -> Int64? {
    var sum: Int64 = 0
    var isKnown = true
    for line in self {
      guard let subtotal = try line.subtotal() else {
        isKnown = false
        continue
      }
      // Neither part is above the largest amount, so that the sum is a number.
      sum += subtotal
      guard sum.magnitude <= Money.largest.magnitude else {
        throw Line.tooLarge("the sum of the lines")
      }
    }
    return isKnown ? sum : nil
  }
}
