/// Amounts of money in minor units (`Int64`), read, written and multiplied without ever rounding
/// what a user entered.
///
/// The currency is not part of the amount: a store has one.
package enum Money {
  /// The largest amount, in minor units: ten thousand billions of a currency with cents.
  ///
  /// What is larger is a slip of the keyboard, and sums of such amounts would leave the range of numbers.
  package static let largest: Int64 = 1_000_000_000_000_000

  /// Reads `1054`, `1,054.00`, `¥1,054`, `1054元`, `CNY 1054`, `1.2万`, `-3亿`, `(1,054.00)`.
  ///
  /// Parentheses are accounting's minus. Too many decimals, wrong grouping, another currency and what is more than
  /// `largest` are errors. The exit code is for a value on the command line.
  package static func parse(_ text: String, currency: Currency) throws(UserError) -> Int64 {
    try withBytes(of: text) { (bytes) throws(UserError) in
      try parse(bytes: bytes, currency: currency)
    }
  }

  /// Reads as `parse(_:currency:)` does; plain ASCII digits take a path without allocation.
  package static func parse(
    bytes: UnsafeBufferPointer<UInt8>, currency: Currency
  ) throws(UserError) -> Int64 {
    if let value = FixedPoint.plainValue(of: bytes, digits: currency.minorDigits),
      value.magnitude <= largest.magnitude
    {
      return value
    }
    return try MoneyReader(currency: currency).read(bytes)
  }

  /// The amount with all its decimals and without grouping: `1054.00`, `-0.05`.
  package static func format(_ minor: Int64, digits: Int) -> String {
    var bytes: [UInt8] = []
    append(minor: minor, digits: digits, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the amount with all its decimals and without grouping.
  package static func append(minor: Int64, digits: Int, to bytes: inout [UInt8]) {
    FixedPoint.append(minor, digits: digits, to: &bytes)
  }

  /// quantity × price × (1 − discount), rounded half up (away from zero) to the minor unit.
  ///
  /// The quantity is in thousandths, the discount in hundredths of a percent (10% off is 1000).
  /// Nil when the result does not fit an amount.
  package static func subtotal(
    quantityMilli: Int64, price: Int64, discountBasisPoints: Int64
  ) -> Int64? {
    let (remaining, overflow) = Int64(10_000).subtractingReportingOverflow(discountBasisPoints)
    guard !overflow else { return nil }
    // A product of two Int64 always fits; where the third factor overflows Int128, the quotient
    // would not fit Int64 either.
    let gross = Int128(quantityMilli) * Int128(price)
    let (net, tooLarge) = gross.multipliedReportingOverflow(by: Int128(remaining))
    return tooLarge ? nil : roundedQuotient(net, by: 10_000_000)
  }

  /// The quotient rounded half up, away from zero, so that a credit note mirrors its invoice.
  ///
  /// Nil when the result does not fit an amount or the divisor is zero.
  package static func roundedQuotient(_ dividend: Int128, by divisor: Int64) -> Int64? {
    guard divisor != 0 else { return nil }
    let (quotient, remainder) = dividend.magnitude.quotientAndRemainder(
      dividingBy: UInt128(divisor.magnitude))
    let rounded = remainder >= UInt128(divisor.magnitude) - remainder ? quotient + 1 : quotient
    guard let magnitude = Int64(exactly: rounded) else { return nil }
    return (dividend < 0) == (divisor < 0) ? magnitude : -magnitude
  }
}
