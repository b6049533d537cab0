/// The unified social credit code of Chinese organisations, GB 32100-2015: 17 characters and a
/// check character.
package enum Uscc {
  /// The characters and their values, 0 to 30; I, O, S, V and Z are not used.
  private static let alphabet: StaticString = "0123456789ABCDEFGHJKLMNPQRTUWXY"

  /// Whether a key (see `UsccKey`) is a well-formed code with the right check character.
  package static func isValid(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard key.count == 18 else { return false }
    var sum = 0
    var weight = 1
    for byte in key.prefix(17) {
      guard let value = value(of: byte) else { return false }
      sum += value * weight
      weight = weight * 3 % 31
    }
    return value(of: key[17]) == (31 - sum % 31) % 31
  }

  /// Whether a code, however it is spelt, is well-formed with the right check character.
  package static func isValid(_ code: String) -> Bool {
    withBytes(of: UsccKey.key(of: code)) { isValid($0) }
  }

  private static func value(of byte: UInt8) -> Int? {
    let characters = UnsafeBufferPointer(
      start: alphabet.utf8Start, count: alphabet.utf8CodeUnitCount)
    return characters.firstIndex(of: byte)
  }
}
