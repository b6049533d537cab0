/// Reads a short text from left to right, byte by byte, without copying it.
///
/// Every reading function either consumes what it reports or leaves the cursor where it was.
struct ByteCursor {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// What has not been read yet.
  var rest: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[position...]) }

  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - position >= count else { return false }
    for index in 0..<count where bytes[position + index] != text.utf8Start[index] { return false }
    position += count
    return true
  }

  /// Consumes the longest run of bytes that satisfy the condition; the number of bytes consumed.
  @discardableResult
  mutating func skip(while condition: (UInt8) -> Bool) -> Int {
    let start = position
    while position < bytes.count, condition(bytes[position]) { position += 1 }
    return position - start
  }

  /// A number of at least and at most that many digits; more digits than that are no number.
  mutating func number(digits: ClosedRange<Int>) -> Int? {
    var value = 0
    var end = position
    while end < bytes.count, bytes[end].isASCIIDigit {
      guard end - position < digits.upperBound else { return nil }
      value = value * 10 + Int(bytes[end] - UInt8(ascii: "0"))
      end += 1
    }
    guard end - position >= digits.lowerBound else { return nil }
    position = end
    return value
  }

  /// A number of exactly that many digits, whatever follows it.
  mutating func number(exactly count: Int) -> Int? {
    guard bytes.count - position >= count else { return nil }
    var value = 0
    for index in position..<position + count {
      guard bytes[index].isASCIIDigit else { return nil }
      value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
    }
    position += count
    return value
  }
}
