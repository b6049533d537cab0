/// The decoded text that a reader is working on: a window that moves through the file.
///
/// Consumed text is dropped when more is read; text that is not consumed stays in one piece, and
/// the window grows to hold it. Behind the text there is always a newline, as a sentinel.
struct TextBuffer: ~Copyable {
  private(set) var text: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The first byte not consumed.
  private(set) var start = 0
  private(set) var end = 0
  /// Whether the decoder has nothing more to give, be it for the end or for a fault.
  private(set) var isDrained = false
  /// Whether the text goes on to the end of the file.
  private(set) var isComplete = false

  init(capacity: Int) {
    self.capacity = max(capacity, TextDecoder.longestCharacter)
    text = .allocate(capacity: self.capacity + 1)
    text[0] = CSVScanner.newline
  }

  deinit {
    text.deallocate()
  }

  mutating func consume(_ length: Int) {
    start += length
  }

  /// Drops what is consumed and reads more behind the rest.
  mutating func fill(from decoder: inout TextDecoder) throws {
    let rest = end - start
    if capacity - rest < max(TextDecoder.longestCharacter, capacity / 2) {
      grow()
    } else if start > 0 {
      text.update(from: text + start, count: rest)
    }
    start = 0
    let room = UnsafeMutableRawBufferPointer(start: text + rest, count: capacity - rest)
    let length = try decoder.read(into: room)
    end = rest + length
    isDrained = length == 0
    isComplete = isDrained && decoder.fault == nil
    text[end] = CSVScanner.newline
  }

  /// The text up to and with the first line end outside quotes, or all there is.
  ///
  /// A line longer than a field may be is cut there.
  mutating func line(from decoder: inout TextDecoder) throws -> UnsafeBufferPointer<UInt8> {
    while true {
      let unread = UnsafeBufferPointer(start: text + start, count: end - start)
      if let length = Self.lineLength(unread, isComplete: isDrained) {
        return UnsafeBufferPointer(rebasing: unread[..<length])
      }
      if isDrained || unread.count > CSVScanner.fieldLimit { return unread }
      try fill(from: &decoder)
    }
  }

  /// Drops a byte order mark that the decoder has left at the beginning of the text.
  mutating func skipByteOrderMark(from decoder: inout TextDecoder) throws {
    while end < 3, !isDrained { try fill(from: &decoder) }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if UnsafeBufferPointer(start: text, count: end).starts(with: mark) { consume(3) }
  }

  /// The length of the first line with its line end; nil when more text may change it.
  private static func lineLength(
    _ bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool
  ) -> Int? {
    var isQuoted = false
    for (index, byte) in bytes.enumerated() {
      if byte == CSVDialect.quote { isQuoted.toggle() }
      guard !isQuoted, CSVScanner.isLineEnd(byte) else { continue }
      if byte == CSVScanner.newline { return index + 1 }
      guard index + 1 < bytes.count else { return isComplete ? index + 1 : nil }
      return bytes[index + 1] == CSVScanner.newline ? index + 2 : index + 1
    }
    return nil
  }

  private mutating func grow() {
    let rest = end - start
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + 1)
    larger.update(from: text + start, count: rest)
    text.deallocate()
    text = larger
    capacity *= 2
  }
}
