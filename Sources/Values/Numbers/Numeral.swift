/// A decimal number as it was written, exactly: ± significand × 10^exponent.
///
/// The one reader behind money, quantities and percentages. Nothing is ever rounded: a number
/// that does not fit the wanted digits is a flaw, not an approximation.
struct Numeral {
  var isNegative = false
  var significand: UInt64 = 0
  var exponent = 0

  /// Why a text is not the number that was asked for.
  enum Flaw: Error, Equatable {
    case blank
    case notANumber
    case grouping
    case scientific
    case tooManyDecimals(allowed: Int)
    case outOfRange
  }

  /// Units that multiply, longest first, so that 万亿 is not read as 万.
  private static let units: [(mark: StaticString, exponent: Int)] = [
    ("万亿", 12), ("千万", 7), ("百万", 6), ("亿", 8), ("万", 4), ("千", 3),
  ]

  /// Reads `1054`, `1,054.00`, `.5` or `1.2万`; the sign has been read already.
  init(_ cursor: inout ByteCursor) throws(Flaw) {
    let hasWhole = try readWhole(&cursor)
    var hasFraction = false
    if cursor.take(UInt8(ascii: ".")) {
      hasFraction = try readFraction(&cursor)
      guard hasFraction else { throw .notANumber }
    }
    guard hasWhole || hasFraction else { throw .notANumber }
    try Numeral.refuseScientific(cursor)
    _ = cursor.skip(while: \.isASCIISpace)
    for unit in Numeral.units where cursor.take(unit.mark) {
      exponent += unit.exponent
      break
    }
  }

  /// The number times 10^digits, when that is a whole number in range.
  func scaled(digits: Int) throws(Flaw) -> Int64 {
    var magnitude = significand
    var shift = exponent + digits
    while shift > 0, magnitude != 0 {
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      if overflow { throw .outOfRange }
      magnitude = product
      shift -= 1
    }
    while shift < 0, magnitude != 0 {
      guard magnitude % 10 == 0 else { throw .tooManyDecimals(allowed: digits) }
      magnitude /= 10
      shift += 1
    }
    // The smallest Int64 has no counterpart; amounts are symmetrical.
    guard let value = Int64(exactly: magnitude) else { throw .outOfRange }
    return isNegative ? -value : value
  }

  /// The digits before the point, with commas after every third or without any.
  private mutating func readWhole(_ cursor: inout ByteCursor) throws(Flaw) -> Bool {
    var group = try readDigits(&cursor)
    guard cursor.next == UInt8(ascii: ",") else { return group > 0 }
    guard 1...3 ~= group else { throw .grouping }
    while cursor.take(UInt8(ascii: ",")) {
      group = try readDigits(&cursor)
      guard group == 3 else { throw .grouping }
    }
    return true
  }

  private mutating func readDigits(_ cursor: inout ByteCursor) throws(Flaw) -> Int {
    var count = 0
    while let byte = cursor.next, cursor.take(digit: byte) {
      try append(digit: byte)
      count += 1
    }
    return count
  }

  /// The digits after the point; zeros at the end are not counted as decimals.
  private mutating func readFraction(_ cursor: inout ByteCursor) throws(Flaw) -> Bool {
    var zeros = 0
    var count = 0
    while let byte = cursor.next, cursor.take(digit: byte) {
      count += 1
      if byte == UInt8(ascii: "0") {
        zeros += 1
        continue
      }
      for _ in 0..<zeros { try append(digit: UInt8(ascii: "0")) }
      try append(digit: byte)
      exponent -= zeros + 1
      zeros = 0
    }
    return count > 0
  }

  private mutating func append(digit: UInt8) throws(Flaw) {
    let (product, overflow) = significand.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
    if overflow || carry { throw .outOfRange }
    significand = sum
  }

  /// `1.38E+10` has lost digits in a spreadsheet, so it is not read as a number.
  private static func refuseScientific(_ cursor: ByteCursor) throws(Flaw) {
    var ahead = cursor
    guard ahead.take(UInt8(ascii: "E")) || ahead.take(UInt8(ascii: "e")) else { return }
    if !ahead.take(UInt8(ascii: "+")) { _ = ahead.take(UInt8(ascii: "-")) }
    if ahead.skip(while: \.isASCIIDigit) > 0 { throw .scientific }
  }
}

extension ByteCursor {
  fileprivate mutating func take(digit: UInt8) -> Bool { digit.isASCIIDigit && take(digit) }

  /// A sign, or nil when there is none; true is minus.
  mutating func takeSign() -> Bool? {
    if take(UInt8(ascii: "-")) { return true }
    return take(UInt8(ascii: "+")) ? false : nil
  }
}

extension Numeral.Flaw {
  /// The flaw in a user's words; `kind` is what was expected, such as "an amount of money".
  func error(
    in text: UnsafeBufferPointer<UInt8>, kind: String, code: String, examples: String
  ) -> UserError {
    let value = quoted(text)
    switch self {
    case .blank:
      return UserError(.usage, "empty text where \(kind) is needed", code: code)
    case .notANumber:
      return UserError(.usage, "\(value) is not \(kind)", code: code, hints: ["write \(examples)"])
    case .grouping:
      return UserError(
        .usage, "\(value) is not \(kind): the commas do not separate groups of three digits",
        code: code, hints: ["commas group thousands and the point separates decimals: 1,054.00"])
    case .scientific:
      return UserError(
        .usage, "\(value) is in scientific notation, which may have lost digits",
        code: code + "_SCIENTIFIC",
        hints: ["format the column as plain numbers in the spreadsheet and save it again"])
    case .tooManyDecimals(let allowed):
      let digits = allowed == 1 ? "1 decimal" : allowed == 0 ? "no decimals" : "\(allowed) decimals"
      return UserError(
        .usage,
        "\(value) has too many decimals; \(kind) has \(allowed == 0 ? "" : "at most ")\(digits)",
        code: code + "_DECIMALS", hints: ["round it first; crm never rounds what you enter"])
    case .outOfRange:
      return UserError(.usage, "\(value) is too large", code: code + "_RANGE")
    }
  }
}
