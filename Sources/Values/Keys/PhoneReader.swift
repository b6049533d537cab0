/// Finds the telephone numbers of one cell.
///
/// Finished keys stand in the output one after the other, each followed by `keyEnd`.
struct PhoneReader {
  enum Outcome {
    case complete
    /// The cell has characters that compatibility folding may turn into digits.
    case needsFolding
    case scientific
  }

  static let keyEnd = UInt8(ascii: ";")

  /// A shorter run of digits beside a full number is an extension or an alternative ending
  /// (`010-62345678/79`); alone it is a short number such as 95588.
  private static let shortestSecondNumber = 5

  /// What a character of a cell means.
  private enum Mark {
    case digit(UInt8)
    case separator
    /// What follows is an extension: 转, 分机, ext, x, #.
    case `extension`
    case exponent
    case filler
    case unknown
  }

  /// Where the number begins that is being read.
  private var start = 0
  /// Whether this part of the cell, up to the next separator, has had digits.
  private var hasDigits = false
  private var isInExtension = false
  private var hasGap = false

  static func read(
    _ cell: UnsafeBufferPointer<UInt8>, into output: inout [UInt8], isFolded: Bool = false
  ) -> Outcome {
    var reader = PhoneReader()
    var index = 0
    while index < cell.count {
      let (mark, length) = mark(in: cell, at: index)
      index += length
      switch mark {
      case .digit(let digit):
        reader.append(digit, to: &output)
      case .separator:
        reader.finishNumber(in: &output)
        reader.hasDigits = false
        reader.isInExtension = false
      case .extension:
        reader.hasGap = true
        reader.isInExtension = reader.hasDigits
      case .exponent:
        return .scientific
      case .filler:
        reader.hasGap = true
      case .unknown:
        if !isFolded { return .needsFolding }
        reader.hasGap = true
      }
    }
    reader.finishNumber(in: &output)
    return .complete
  }

  private mutating func append(_ digit: UInt8, to output: inout [UInt8]) {
    if isInExtension { return }
    if hasGap, output.count - start >= 11, PhoneReader.mobileStart(in: output[start...]) != nil {
      // A complete number has ended, whatever stands between it and the next.
      finishNumber(in: &output)
    }
    hasGap = false
    hasDigits = true
    output.append(digit)
  }

  private mutating func finishNumber(in output: inout [UInt8]) {
    hasGap = false
    if let mobile = PhoneReader.mobileStart(in: output[start...]) {
      output.removeSubrange(start..<mobile)
    }
    let count = output.count - start
    let isKept =
      count > 0 && (start == 0 || count >= PhoneReader.shortestSecondNumber)
      && !PhoneReader.hasKey(output[start...], before: start, in: output)
    if isKept {
      output.append(PhoneReader.keyEnd)
      start = output.count
    } else {
      output.removeSubrange(start...)
    }
  }

  /// Where a mainland mobile number begins behind its country code; nil when it is none.
  private static func mobileStart(in digits: ArraySlice<UInt8>) -> Int? {
    var start = digits.startIndex
    let zero = UInt8(ascii: "0")
    if digits.count == 15, digits[start] == zero, digits[start + 1] == zero { start += 2 }
    if digits.endIndex - start == 13 {
      guard digits[start] == UInt8(ascii: "8"), digits[start + 1] == UInt8(ascii: "6") else {
        return nil
      }
      start += 2
    }
    guard digits.endIndex - start == 11, digits[start] == UInt8(ascii: "1") else { return nil }
    return start
  }

  private static func hasKey(
    _ key: ArraySlice<UInt8>, before end: Int, in output: [UInt8]
  ) -> Bool {
    end > 0 && output[..<end].split(separator: keyEnd).contains { $0.elementsEqual(key) }
  }
}

// MARK: - Characters

extension PhoneReader {
  private static func mark(
    in cell: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (mark: Mark, length: Int) {
    let byte = cell[index]
    if byte < 0x80 { return (asciiMark(byte, in: cell, at: index), 1) }
    guard index + 1 < cell.count else { return (.unknown, 1) }
    if byte == 0xC2, cell[index + 1] == 0xA0 { return (.filler, 2) }
    guard index + 2 < cell.count else { return (.unknown, 1) }
    let (second, third) = (cell[index + 1], cell[index + 2])
    switch (byte, second, third) {
    case (0xE3, 0x80, 0x81): return (.separator, 3)  // 、
    case (0xE8, 0xBD, 0xAC): return (.extension, 3)  // 转
    case (0xE5, 0x88, 0x86) where hasPrefix([0xE6, 0x9C, 0xBA], in: cell, at: index + 3):
      return (.extension, 6)  // 分机
    case (0xE3, 0x80, 0x80...0xBF), (0xE4...0xE9, _, _), (0xE2, 0x80, _), (0xEF, 0xBB, 0xBF):
      return (.filler, 3)
    case (0xEF, 0xBC, 0xA5), (0xEF, 0xBD, 0x85):
      return (.unknown, 3)  // the wide E may begin a power of ten
    case (0xEF, 0xBC, 0x81...0xBF): return (asciiMark(third - 0x60, in: cell, at: index), 3)
    case (0xEF, 0xBD, 0x80...0x9E): return (asciiMark(third - 0x20, in: cell, at: index), 3)
    default: return (.unknown, 1)
    }
  }

  /// The meaning of an ASCII character, or of the wide form of one other than E.
  private static func asciiMark(
    _ byte: UInt8, in cell: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Mark {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .digit(byte)
    case UInt8(ascii: "/"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|"), 0x0A, 0x0D:
      return .separator
    case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "#"):
      return .extension
    case UInt8(ascii: "e"), UInt8(ascii: "E"):
      return isExponent(in: cell, at: index) ? .exponent : .filler
    default:
      return .filler
    }
  }

  /// Whether the E at the index stands between digits and a power of ten: `1.38E+10`.
  private static func isExponent(in cell: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index > 0, cell[index - 1].isASCIIDigit || cell[index - 1] == UInt8(ascii: ".") else {
      return false
    }
    var cursor = ByteCursor(UnsafeBufferPointer(rebasing: cell[(index + 1)...]))
    _ = cursor.takeSign()
    return cursor.skip(while: \.isASCIIDigit) > 0
  }

  private static func hasPrefix(
    _ prefix: [UInt8], in cell: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Bool {
    cell.count >= index + prefix.count && cell[index..<index + prefix.count].elementsEqual(prefix)
  }
}
