/// Writes scaled integers as decimal text, straight into bytes.
enum DecimalText {
  /// Room that any number may need: twenty-odd digits, their separators, sign, point.
  static let longest = 64

  /// Writes the number and returns its length; `grouped` sets `,` between thousands.
  ///
  /// `space` must have room for `longest` bytes and `scale` be at most 18.
  static func write(
    _ value: Int64, scale: Int, grouped: Bool, into space: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    precondition(space.count >= longest && scale >= 0 && scale <= 18)
    // Digits come out last first, so they are written backwards from the end of `longest`.
    var position = longest
    var rest = value.magnitude
    var digits = 0
    repeat {
      if digits == scale, scale > 0 {
        position -= 1
        space[position] = UInt8(ascii: ".")
      } else if grouped, digits > scale, (digits - scale) % 3 == 0 {
        position -= 1
        space[position] = UInt8(ascii: ",")
      }
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      position -= 1
      space[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
      digits += 1
    } while rest > 0 || digits <= scale
    if value < 0 {
      position -= 1
      space[position] = UInt8(ascii: "-")
    }
    let length = longest - position
    if let start = space.baseAddress {
      start.update(from: start + position, count: length)
    }
    return length
  }

  /// The number as a string.
  static func string(_ value: Int64, scale: Int, grouped: Bool = false) -> String {
    String(unsafeUninitializedCapacity: longest) {
      write(value, scale: scale, grouped: grouped, into: $0)
    }
  }

  /// The number with trailing zeros of its fraction dropped: hundredths 1250 are `12.5`.
  static func trimmed(_ value: Int64, scale: Int) -> String {
    var value = value
    var scale = scale
    while scale > 0, value % 10 == 0 {
      value /= 10
      scale -= 1
    }
    return string(value, scale: scale)
  }

  /// A number that is already text, with `,` set between thousands; other text stays as it is.
  static func grouped(_ text: String) -> String {
    let digits = text.drop { $0 == "-" || $0 == "+" }
    let whole = digits.prefix { $0 != "." }
    guard whole.count > 3, whole.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return text }
    var result = String(text[..<whole.startIndex])
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result + text[whole.endIndex...]
  }
}
