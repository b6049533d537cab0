/// How many terminal columns text takes.
///
/// East Asian wide characters and emoji take two, combining marks and joiners none. The width of
/// a scalar depends on what came before it (flags are pairs, families are joined), so a value of
/// this type walks over a text from its beginning.
package struct DisplayWidth {
  private enum Previous {
    case none, narrow, wide, emoji, joiner, openFlag
  }

  private var previous = Previous.none

  package init() {}

  /// The width of a text that holds no control characters.
  package static func of(_ text: String) -> Int {
    var width = DisplayWidth()
    return text.unicodeScalars.reduce(0) { $0 + width.advance(over: $1) }
  }

  /// The width of valid UTF-8 that holds no control characters.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if UTF8Validation.asciiPrefix(of: UnsafeRawBufferPointer(bytes)) == bytes.count {
      return bytes.count
    }
    var scalars = UTF8Span(unchecked: bytes.span).makeUnicodeScalarIterator()
    var width = DisplayWidth()
    var total = 0
    while let scalar = scalars.next() { total += width.advance(over: scalar) }
    return total
  }

  /// The columns that the next scalar adds.
  mutating func advance(over scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x300:
      previous = .narrow
      return 1
    case 0x4E00...0x9FFF:
      previous = .wide
      return 2
    case 0x200D:
      previous = previous == .emoji ? .joiner : .none
      return 0
    case 0xFE0F:
      // The emoji form of a character that is narrow as text.
      guard previous == .narrow else { return 0 }
      previous = .emoji
      return 1
    case 0x1F1E6...0x1F1FF:
      // Two regional indicators make one flag.
      let closesFlag = previous == .openFlag
      previous = closesFlag ? .emoji : .openFlag
      return closesFlag ? 0 : 2
    default: return advanceByProperties(over: scalar)
    }
  }

  private mutating func advanceByProperties(over scalar: Unicode.Scalar) -> Int {
    if Self.isZeroWidth(scalar) { return 0 }
    if scalar.properties.isEmojiPresentation {
      let isJoined =
        previous == .joiner || (previous == .emoji && scalar.properties.isEmojiModifier)
      previous = .emoji
      return isJoined ? 0 : 2
    }
    if previous == .joiner, scalar.properties.isEmoji {
      previous = .emoji
      return 0
    }
    let isWide = Self.isEastAsianWide(scalar.value)
    previous = isWide ? .wide : .narrow
    return isWide ? 2 : 1
  }

  private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    // Vowels and final consonants of Hangul are drawn within the syllable before them.
    if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) {
      return true
    }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  private static func isEastAsianWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    return wide.contains { $0.contains(value) }
  }

  /// The ranges with East_Asian_Width W or F (Unicode 15), apart from emoji, gaps included.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265,
    0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}
