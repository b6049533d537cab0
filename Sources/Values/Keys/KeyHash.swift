/// A 64-bit hash of bytes for sets of dedupe keys in memory: the same in every process.
///
/// Of ten million different keys, two share a hash with a probability of one in 370,000; whoever
/// would lose data by such an accident confirms a hit against the stored key.
package enum KeyHash {
  package static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = 0
    while raw.count - offset >= 8 {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      state = mixed(state ^ UInt64(littleEndian: word), 0xD6E8_FEB8_6659_FD93)
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < raw.count {
      tail = tail << 8 | UInt64(raw[offset])
      offset += 1
    }
    return mixed(mixed(state ^ tail, 0xA076_1D64_78BD_642F), 0xE703_7ED1_A0B4_28DB)
  }

  /// The two halves of the 128-bit product, folded; the addend keeps a zero from absorbing all.
  private static func mixed(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return (product.high ^ product.low) &+ factor &+ value.byteSwapped
  }
}
