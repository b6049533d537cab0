extension UInt8 {
  var isASCIIDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  var isASCIILetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

  /// Space, tab, line feed, vertical tab, form feed or carriage return.
  var isASCIISpace: Bool { self == 0x20 || self &- 0x09 < 5 }

  var lowercasedASCII: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

  var uppercasedASCII: UInt8 { self &- UInt8(ascii: "a") < 26 ? self & ~0x20 : self }
}

extension [UInt8] {
  /// Appends a number in decimal, filled with zeros on the left up to the width.
  package mutating func appendDecimal(_ value: UInt64, width: Int = 1) {
    var digits = 1
    var bound: UInt64 = 10
    while digits < 20, value >= bound {
      digits += 1
      let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
      if overflow { break }
      bound = next
    }
    let total = Swift.max(digits, width)
    let start = count
    append(contentsOf: repeatElement(UInt8(ascii: "0"), count: total))
    var rest = value
    var index = start + total - 1
    while rest > 0 {
      self[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
      index -= 1
    }
  }
}

/// Runs the body with the text's UTF-8 bytes, contiguous and without a copy where possible.
func withBytes<Result, Failure: Error>(
  of text: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
) throws(Failure) -> Result {
  var copy = String(text)
  let outcome: Swift.Result<Result, Failure> = copy.withUTF8 { bytes in
    do throws(Failure) {
      return .success(try body(bytes))
    } catch {
      return .failure(error)
    }
  }
  return try outcome.get()
}

/// Runs the body with the bytes of an array; passes typed errors through.
func withBytes<Result, Failure: Error>(
  _ bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
) throws(Failure) -> Result {
  let outcome: Swift.Result<Result, Failure> = bytes.withUnsafeBufferPointer { buffer in
    do throws(Failure) {
      return .success(try body(buffer))
    } catch {
      return .failure(error)
    }
  }
  return try outcome.get()
}
