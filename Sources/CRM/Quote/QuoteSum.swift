import Values

/// What a quote comes to, in minor units.
struct QuoteSum: Equatable {
  /// The sum of the lines.
  let subtotal: Int64
  /// The sum of the lines less the discount in percent and the amount that is taken off besides.
  let total: Int64
  /// What the lines would come to at their list prices.
  private let list: Int64

  /// Nil when the lines come to nothing known: there is none, or one without a price.
  init?(_ lines: [Line], discount: Int64, discountAmount: Int64) throws {
    guard !lines.isEmpty, let subtotal = try lines.total() else { return nil }
    self.subtotal = subtotal
    guard
      let less = Money.subtotal(
        quantityMilli: 1000, price: subtotal, discountBasisPoints: discount),
      case let (total, overflow) = less.subtractingReportingOverflow(discountAmount), !overflow
    else { throw Line.tooLarge("the total of the quote") }
    self.total = total
    let full = lines.map { line in
      var line = line
      line.price = line.listPrice ?? line.price
      line.discount = 0
      return line
    }
    // What is beyond all amounts at list prices is judged by its own prices.
    list = (try? full.total()) ?? subtotal
  }

  /// Whether the total is further below the list prices than so many hundredths of a percent.
  func isBelowList(byMoreThan limit: Int64) -> Bool {
    (Int128(list) - Int128(total)) * 10_000 > Int128(limit) * Int128(list)
  }

  /// How far the total is below the list prices, in hundredths of a percent; negative above them.
  var discount: Int64 {
    guard list > 0 else { return 0 }
    return Money.roundedQuotient((Int128(list) - Int128(total)) * 10_000, by: list) ?? 0
  }
}
