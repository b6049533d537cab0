/// Removes blank space around a value: ASCII white space, the ideographic space and the
/// zero-width characters that spreadsheets leave behind.
package enum TrimmedBytes {
  package static func trim(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = text.count
    while start < end {
      if isSpace(text[start]) {
        start += 1
      } else if end - start >= 3, isWideSpace(text[start], text[start + 1], text[start + 2]) {
        start += 3
      } else if end - start >= 2, text[start] == 0xC2, text[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while end > start {
      if isSpace(text[end - 1]) {
        end -= 1
      } else if end - start >= 3, isWideSpace(text[end - 3], text[end - 2], text[end - 1]) {
        end -= 3
      } else if end - start >= 2, text[end - 2] == 0xC2, text[end - 1] == 0xA0 {
        end -= 2
      } else {
        break
      }
    }
    return UnsafeBufferPointer(rebasing: text[start..<end])
  }

  package static func trimmed(_ text: String) -> String {
    var text = text
    return text.withUTF8 { String(decoding: trim($0), as: UTF8.self) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }

  /// U+3000, U+200B and U+FEFF.
  private static func isWideSpace(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    (first == 0xE3 && second == 0x80 && third == 0x80)
      || (first == 0xE2 && second == 0x80 && third == 0x8B)
      || (first == 0xEF && second == 0xBB && third == 0xBF)
  }
}
