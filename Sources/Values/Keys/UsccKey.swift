/// The key of a unified social credit code (统一社会信用代码), or of the registration number that
/// came before it: its letters in upper case and its digits, full-width forms folded.
package enum UsccKey {
  /// Appends the key; nothing for a blank code.
  package static func append(_ code: UnsafeBufferPointer<UInt8>, to key: inout [UInt8]) {
    guard code.allSatisfy({ $0 < 0x80 }) else {
      let start = key.count
      CompatibilityFolding.append(code, to: &key) {
        !$0.properties.isAlphabetic && $0.properties.numericType == nil
      }
      for index in start..<key.count { key[index] = key[index].uppercasedASCII }
      return
    }
    for byte in code where byte.isASCIILetter || byte.isASCIIDigit {
      key.append(byte.uppercasedASCII)
    }
  }

  /// The key of a code, for callers that ask once.
  package static func key(of code: String) -> String {
    var key: [UInt8] = []
    withBytes(of: code) { append($0, to: &key) }
    return String(decoding: key, as: UTF8.self)
  }
}
