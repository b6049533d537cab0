/// Decimal numbers with a fixed number of digits, kept as scaled integers: 1.5 with three digits
/// is 1500.
package struct FixedPoint: Sendable, Hashable {
  /// Digits after the point, 0 to 18.
  package let digits: Int

  /// Quantities on the lines of quotes and contracts: thousandths.
  package static let quantity = FixedPoint(digits: 3)
  /// Percentages: hundredths of a percent, also known as basis points.
  package static let percent = FixedPoint(digits: 2)
  package static let integer = FixedPoint(digits: 0)

  package init(digits: Int) {
    self.digits = min(max(digits, 0), 18)
  }

  /// Reads `12.5`, `-3`, `1,054`, `1.2万` or, as a percentage, `12.5%`; never rounds.
  package func parse(_ text: String) throws(UserError) -> Int64 {
    try withBytes(of: text) { (bytes) throws(UserError) in try parse(bytes: bytes) }
  }

  /// Reads as `parse(_:)` does; plain ASCII digits take a path without allocation.
  package func parse(bytes: UnsafeBufferPointer<UInt8>) throws(UserError) -> Int64 {
    if let value = FixedPoint.plainValue(of: bytes, digits: digits) { return value }
    let folded = FoldedText.bytes(of: bytes)
    do throws(Numeral.Flaw) {
      return try withBytes(folded) { (buffer) throws(Numeral.Flaw) in try read(buffer) }
    } catch {
      throw error.error(
        in: bytes, kind: digits == 0 ? "a whole number" : "a number", code: "E_NUMBER",
        examples: digits == 0 ? "it in digits: 12 or -3" : "it in digits: 12 or -3.5")
    }
  }

  private func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(Numeral.Flaw) -> Int64 {
    guard !bytes.isEmpty else { throw .blank }
    var cursor = ByteCursor(bytes)
    let isNegative = cursor.takeSign() ?? false
    var numeral = try Numeral(&cursor)
    numeral.isNegative = isNegative
    if self == .percent {
      cursor.skip(while: \.isASCIISpace)
      _ = cursor.take(UInt8(ascii: "%"))
    }
    guard cursor.isAtEnd else { throw .notANumber }
    return try numeral.scaled(digits: digits)
  }

  /// The number in its shortest form, without zeros at the end: `2`, `1.5`, `-0.05`.
  package func format(_ value: Int64) -> String {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the number in its shortest form.
  package func append(_ value: Int64, to bytes: inout [UInt8]) {
    FixedPoint.append(value, digits: digits, to: &bytes)
    guard digits > 0 else { return }
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
  }
}

extension FixedPoint {
  /// Appends the number with all its digits: `-0.05`, `1054.00`.
  static func append(_ value: Int64, digits: Int, to bytes: inout [UInt8]) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    guard digits > 0 else { return bytes.appendDecimal(value.magnitude) }
    let start = bytes.count
    bytes.appendDecimal(value.magnitude, width: digits + 1)
    bytes.insert(UInt8(ascii: "."), at: max(start, bytes.count - digits))
  }

  /// The scaled value of plain digits with at most one point; nil asks for the thorough reader.
  static func plainValue(of bytes: UnsafeBufferPointer<UInt8>, digits: Int) -> Int64? {
    // Eighteen bytes of digits cannot overflow.
    guard 1...18 ~= bytes.count else { return nil }
    var index = bytes[0] == UInt8(ascii: "-") ? 1 : 0
    let isNegative = index == 1
    var value: Int64 = 0
    var pointIndex: Int?
    while index < bytes.count {
      let byte = bytes[index]
      if byte.isASCIIDigit {
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      } else if byte == UInt8(ascii: "."), pointIndex == nil, index > 0,
        bytes[index - 1].isASCIIDigit
      {
        pointIndex = index
      } else {
        return nil
      }
      index += 1
    }
    guard let last = bytes.last, last.isASCIIDigit else { return nil }
    var missing = digits - (pointIndex.map { bytes.count - 1 - $0 } ?? 0)
    guard missing >= 0 else { return nil }
    while missing > 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
      missing -= 1
    }
    return isNegative ? -value : value
  }
}
