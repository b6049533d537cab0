/// The key under which two spellings of an e-mail address are the same address: trimmed, with
/// full-width forms and case folded, without white space.
///
/// The part before the @ is folded too: the standard lets it be case-sensitive, no provider is.
package enum EmailKey {
  /// Appends the key; nothing for a blank address.
  package static func append(_ address: UnsafeBufferPointer<UInt8>, to key: inout [UInt8]) {
    guard address.allSatisfy({ $0 < 0x80 }) else {
      CompatibilityFolding.append(address, to: &key) { $0.properties.isWhitespace }
      return
    }
    for byte in address where !byte.isASCIISpace { key.append(byte.lowercasedASCII) }
  }

  /// Whether the text can be one address: `text@domain`, without white space.
  ///
  /// Whether mail arrives there only the domain knows; nothing stricter is asked.
  package static func isAddress(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !text.contains(where: \.isASCIISpace) else { return false }
    guard text.allSatisfy({ $0 < 0x80 }) else {
      var folded: [UInt8] = []
      CompatibilityFolding.append(text, to: &folded) { _ in false }
      return hasAddressForm(folded)
    }
    return hasAddressForm(text)
  }

  private static func hasAddressForm(_ text: some RandomAccessCollection<UInt8>) -> Bool {
    let sign = UInt8(ascii: "@")
    guard let place = text.firstIndex(of: sign) else { return false }
    let domain = text[place...].dropFirst()
    return place != text.startIndex && !domain.isEmpty && !domain.contains(sign)
      && !text.contains(where: \.isASCIISpace)
  }

  /// The key of an address, for callers that ask once.
  package static func key(of address: String) -> String {
    var key: [UInt8] = []
    withBytes(of: address) { append($0, to: &key) }
    return String(decoding: key, as: UTF8.self)
  }
}
