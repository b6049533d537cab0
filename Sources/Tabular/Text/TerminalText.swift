/// Text of others made harmless for a terminal.
///
/// Control characters, escape sequences, marks that turn the writing direction, invisible
/// separators and bytes that are not UTF-8 are shown as escapes (`\n`, `\x1b`, `\u202e`,
/// `\xff`), so that data can neither move the cursor nor disguise itself.
package enum TerminalText {
  /// The text with everything harmful shown as an escape.
  package static func escaped(_ text: String) -> String {
    escaped(Array(text.utf8))
  }

  /// The same for bytes, which need not be valid UTF-8, such as a path or a hook's output.
  package static func escaped(_ bytes: [UInt8]) -> String {
    var buffer = ByteBuffer(capacity: bytes.count + 16)
    bytes.withUnsafeBufferPointer { append($0, to: &buffer) }
    return String(decoding: buffer.slice(0..<buffer.count), as: UTF8.self)
  }

  /// Appends the escaped form of the bytes.
  static func append(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) {
    // Nearly all text passes whole; only a byte from this set can begin something harmful.
    guard suspects.isHit(by: bytes) || !isValid(bytes) else { return buffer.append(bytes) }
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var position = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        if isHarmful(scalar) {
          buffer.append(escape(scalar))
        } else {
          buffer.append(UnsafeBufferPointer(rebasing: bytes[position..<(position + encoded.count)]))
        }
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<(position + length)] {
          buffer.append("\\x" + hexadecimal(byte))
        }
        position += length
      case .emptyInput: return
      }
    }
  }

  /// Whether a scalar may not reach a terminal as it is.
  static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true  // C0, DEL, C1
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // writing direction
    case 0x2028, 0x2029: true  // line and paragraph separator
    case 0xFEFF, 0xFFF9...0xFFFB: true  // byte order mark, annotation
    default: false
    }
  }

  /// Two lower-case hexadecimal digits.
  static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return byte < 16 ? "0" + digits : digits
  }

  /// Control bytes and the lead bytes of everything that `isHarmful`.
  private static let suspects = ByteSet(
    Array(0x00...0x1F) + [0x7F, 0xC2, 0xD8, 0xE2, 0xEF] as [UInt8])

  private static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    UTF8Validation(of: UnsafeRawBufferPointer(bytes)).prefix == bytes.count
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\t": "\\t"
    case "\n": "\\n"
    case "\r": "\\r"
    default:
      if let byte = UInt8(exactly: scalar.value), byte < 0x80 {
        "\\x" + hexadecimal(byte)
      } else {
        "\\u" + fourHexadecimalDigits(scalar.value)
      }
    }
  }

  private static func fourHexadecimalDigits(_ value: UInt32) -> String {
    hexadecimal(UInt8(truncatingIfNeeded: value >> 8))
      + hexadecimal(UInt8(truncatingIfNeeded: value))
  }
}
