/// A short text made comparable for the readers of numbers and dates: without white space at the
/// ends, and with the forms that Chinese input methods and spreadsheets produce made ASCII.
///
/// Full-width ASCII, the wide yen sign, the minus sign and wide or no-break spaces are replaced;
/// zero-width characters are dropped. Everything else is kept, so that errors can name it.
enum FoldedText {
  static func bytes(of source: UnsafeBufferPointer<UInt8>, lowercased: Bool = false) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte < 0x80 {
        folded.append(byte)
        index += 1
      } else {
        index += append(from: index, of: source, to: &folded)
      }
    }
    if lowercased {
      for index in folded.indices { folded[index] = folded[index].lowercasedASCII }
    }
    return trimmed(folded)
  }

  /// Appends one non-ASCII character in its folded form; how many bytes of the source it took.
  private static func append(
    from index: Int, of source: UnsafeBufferPointer<UInt8>, to folded: inout [UInt8]
  ) -> Int {
    let second = index + 1 < source.count ? source[index + 1] : 0
    let third = index + 2 < source.count ? source[index + 2] : 0
    switch (source[index], second, third) {
    case (0xEF, 0xBC, 0x81...0xBF):  // U+FF01 to U+FF3F
      folded.append(third - 0x60)
      return 3
    case (0xEF, 0xBD, 0x80...0x9E):  // U+FF40 to U+FF5E
      folded.append(third - 0x20)
      return 3
    case (0xEF, 0xBF, 0xA5):  // the wide yen sign
      folded += [0xC2, 0xA5]
      return 3
    case (0xE2, 0x88, 0x92):  // the minus sign
      folded.append(UInt8(ascii: "-"))
      return 3
    case (0xE3, 0x80, 0x80), (0xE2, 0x80, 0xAF), (0xE2, 0x80, 0x80...0x8A):  // wide spaces
      folded.append(UInt8(ascii: " "))
      return 3
    case (0xC2, 0xA0, _):  // the no-break space
      folded.append(UInt8(ascii: " "))
      return 2
    case (0xE2, 0x80, 0x8B...0x8F), (0xEF, 0xBB, 0xBF), (0xE2, 0x81, 0xA0):  // zero width
      return 3
    default:
      folded.append(source[index])
      return 1
    }
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    guard
      let first = bytes.firstIndex(where: { !$0.isASCIISpace }),
      let last = bytes.lastIndex(where: { !$0.isASCIISpace })
    else { return [] }
    return first == 0 && last == bytes.count - 1 ? bytes : Array(bytes[first...last])
  }
}
