import Values

/// A record as one line of text: its id and its keys, with tabs between.
///
/// Keys are name keys (`NameKey`): without spaces and punctuation, in one case and one width. So
/// neither the tab nor the end of a line is ever part of one.
enum SearchLine {
  static let end = UInt8(ascii: "\n")
  static let separator = UInt8(ascii: "\t")

  // MARK: Writing

  static func begin(_ id: Int64, in text: inout [UInt8]) {
    text.append(end)
    text.appendDecimal(UInt64(id))
  }

  static func append(text value: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) {
    NameKey.append(value, to: &text)
  }

  /// Keys that stand with spaces between each become one.
  static func append(keys value: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) {
    let start = text.count
    text.append(contentsOf: value)
    guard value.contains(UInt8(ascii: " ")) else { return }
    for index in start..<text.count where text[index] == UInt8(ascii: " ") {
      text[index] = separator
    }
  }

  // MARK: Reading

  /// The line around a place, without its end.
  static func range(around place: Int, in text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    var start = place
    while start > 0, text[start - 1] != end { start -= 1 }
    var stop = place
    while stop < text.count, text[stop] != end { stop += 1 }
    return start..<stop
  }

  /// The id at the beginning of a line.
  static func id(of line: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Int64 {
    var id: Int64 = 0
    for index in line {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      id = id &* 10 &+ Int64(digit)
    }
    return id
  }
}
