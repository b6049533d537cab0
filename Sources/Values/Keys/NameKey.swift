/// The key under which two spellings of a name are the same name.
///
/// NFKC and case folding (`Straße` is `STRASSE`, `Ａ` is `a`); white space, zero-width characters
/// and punctuation are dropped, and with it every bracket, quotation mark, dash and middle dot,
/// so that their many forms need not be told apart. Letters, digits and symbols such as `+` stay.
package enum NameKey {
  /// Appends the key of a name in UTF-8; nothing for a name without letters, digits or symbols.
  ///
  /// ASCII, Chinese, Japanese and Korean characters and their punctuation are handled one by one
  /// without allocation; any other character sends the whole name the thorough way.
  package static func append(_ name: UnsafeBufferPointer<UInt8>, to key: inout [UInt8]) {
    let start = key.count
    if appendQuickly(name, to: &key) { return }
    key.removeSubrange(start...)
    appendThoroughly(name, to: &key)
  }

  /// The key of a name, for callers that ask once.
  package static func key(of name: String) -> String {
    var key: [UInt8] = []
    withBytes(of: name) { append($0, to: &key) }
    return String(decoding: key, as: UTF8.self)
  }

  static func appendThoroughly(_ name: UnsafeBufferPointer<UInt8>, to key: inout [UInt8]) {
    CompatibilityFolding.append(name, to: &key, dropping: isDropped)
  }

  /// Appends the key of a name in ASCII; false, with nothing appended, for any other name.
  private static func appendASCII(
    _ name: UnsafeBufferPointer<UInt8>, to key: inout [UInt8]
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: name.count) { buffer in
      var count = 0
      for byte in name {
        guard byte < 0x80 else { return false }
        // Written in any case, and counted when it is part of the key.
        buffer[count] = byte.lowercasedASCII
        let isKept = byte.isASCIILetter || byte.isASCIIDigit || isKeptSymbol(byte)
        count += isKept ? 1 : 0
      }
      key.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[..<count]))
      return true
    }
  }

  /// False, with an unfinished key, when the name has a character that needs the thorough way.
  static func appendQuickly(_ name: UnsafeBufferPointer<UInt8>, to key: inout [UInt8]) -> Bool {
    if name.isEmpty || name[0] < 0x80 && appendASCII(name, to: &key) { return true }
    var index = 0
    while index < name.count {
      let byte = name[index]
      if byte < 0x80 {
        appendASCII(byte, to: &key)
        index += 1
        continue
      }
      if byte == 0xC2, index + 1 < name.count, name[index + 1] == 0xB7 {  // the middle dot
        index += 2
        continue
      }
      guard byte & 0xF0 == 0xE0, index + 2 < name.count else { return false }
      let (second, third) = (name[index + 1], name[index + 2])
      guard second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return false }
      let scalar = UInt32(byte & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
      switch scalar {
      case 0x4E00...0x9FFF, 0x3400...0x4DBF,  // Chinese characters
        0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0xAC00...0xD7A3:  // kana, Korean syllables
        key.append(byte)
        key.append(second)
        key.append(third)
      case 0xFF01...0xFF5E:  // full-width ASCII
        appendASCII(UInt8(truncatingIfNeeded: scalar - 0xFEE0), to: &key)
      case 0x3000...0x3003, 0x3008...0x3011, 0x3014...0x301F, 0x30FB,  // wide space, 、。「」・
        0x2000...0x2016, 0x2018...0x202E:  // spaces, zero width, dashes, quotation marks, …
        break
      default:
        return false
      }
      index += 3
    }
    return true
  }

  private static func appendASCII(_ byte: UInt8, to key: inout [UInt8]) {
    if byte.isASCIILetter || byte.isASCIIDigit {
      key.append(byte.lowercasedASCII)
    } else if isKeptSymbol(byte) {
      key.append(byte)
    }
  }

  /// The symbols of ASCII that tell names apart (`C++`); every other one separates or decorates.
  private static func isKeptSymbol(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "+") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "=")
  }

  /// Which characters are no part of a key; the quick tables above agree with it.
  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    if let byte = UInt8(exactly: scalar.value), byte < 0x80 {
      return !(byte.isASCIILetter || byte.isASCIIDigit || isKeptSymbol(byte))
    }
    switch scalar.value {
    case 0x2044, 0x2212, 0x2219, 0x22C5: return true  // operators typed as slash, dash and dot
    default: break
    }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .spaceSeparator, .lineSeparator,
      .paragraphSeparator, .control, .format, .modifierSymbol:
      return true
    default:
      return false
    }
  }
}
