/// A set of bytes as 256 bits, for the inner loops: small enough to stay in registers.
struct ByteSet: Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      let bit = 1 as UInt64 &<< UInt64(byte & 63)
      switch byte &>> 6 {
      case 0: words.0 |= bit
      case 1: words.1 |= bit
      case 2: words.2 |= bit
      default: words.3 |= bit
      }
    }
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    let low = byte & 64 == 0 ? words.0 : words.1
    let high = byte & 64 == 0 ? words.2 : words.3
    let word = byte & 128 == 0 ? low : high
    return word &>> UInt64(byte & 63) & 1 != 0
  }

  /// The first place from `start` on with a byte of the set, or the end.
  @inline(__always)
  func firstIndex(in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int {
    var index = start
    while index < bytes.count, !contains(bytes[index]) { index += 1 }
    return index
  }

  /// Whether any of the bytes is in the set.
  func isHit(by bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    firstIndex(in: bytes) < bytes.count
  }
}
