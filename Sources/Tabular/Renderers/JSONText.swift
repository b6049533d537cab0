import Values

/// Writes the pieces of JSON (RFC 8259), straight into the output.
struct JSONText {
  let output: ByteOutput
  /// Also escapes what a terminal must not receive; the text that it stands for is the same.
  let isTerminal: Bool

  private static let escaped = ByteSet(Array(0x00...0x1F) + "\"\\".utf8)
  /// DEL and the lead bytes of C1, direction marks and other invisible characters.
  private static let suspects = ByteSet([0x7F, 0xC2, 0xD8, 0xE2, 0xEF] as [UInt8])

  func write(string: String) throws {
    var string = string
    try string.withUTF8 { try write(text: $0) }
  }

  /// Writes a JSON string; bytes that are not UTF-8 are an error, for JSON cannot hold them.
  func write(text: UnsafeBufferPointer<UInt8>) throws {
    let valid = UTF8Validation(of: UnsafeRawBufferPointer(text))
    guard valid.prefix == text.count else {
      throw UserError(
        .badData, "a value is not valid UTF-8, which JSON requires", code: "E_ENCODING",
        hints: ["-O tsv shows the value byte for byte"])
    }
    try output.write(UInt8(ascii: "\""))
    if isTerminal, Self.suspects.isHit(by: text) {
      try writeVisibly(text)
    } else {
      try output.write(text, escaping: Self.escaped, writeEscape)
    }
    try output.write(UInt8(ascii: "\""))
  }

  /// Writes an array of the names that stand between commas; no text is an empty array.
  func write(list: UnsafeBufferPointer<UInt8>) throws {
    try output.write(UInt8(ascii: "["))
    var isFirst = true
    for item in list.split(separator: UInt8(ascii: ",")) {
      if isFirst { isFirst = false } else { try output.write(UInt8(ascii: ",")) }
      try write(text: UnsafeBufferPointer(rebasing: item))
    }
    try output.write(UInt8(ascii: "]"))
  }

  /// Writes the integer of a cell: a number, `true`, or a decimal as a string.
  ///
  /// Decimals are strings because most readers of JSON would turn them into binary fractions.
  func write(integer value: Int64, as kind: ColumnKind) throws {
    switch kind {
    case .money, .decimal, .percent:
      try output.write(UInt8(ascii: "\""))
      try output.write(integer: value, as: kind)
      try output.write(UInt8(ascii: "\""))
    case .text, .integer, .bool, .day, .instant, .list, .records, .bar:
      try output.write(integer: value, as: kind)
    }
  }

  private func writeVisibly(_ text: UnsafeBufferPointer<UInt8>) throws {
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if scalar.value < 0x80, Self.escaped.contains(UInt8(scalar.value)) {
        try writeEscape(UInt8(scalar.value))
      } else if TerminalText.isHarmful(scalar) {
        try writeUnicodeEscape(UInt16(truncatingIfNeeded: scalar.value))
      } else {
        try output.write(String(scalar))
      }
    }
  }

  private func writeEscape(_ byte: UInt8) throws {
    switch byte {
    case UInt8(ascii: "\""): try output.write("\\\"")
    case UInt8(ascii: "\\"): try output.write("\\\\")
    case UInt8(ascii: "\n"): try output.write("\\n")
    case UInt8(ascii: "\r"): try output.write("\\r")
    case UInt8(ascii: "\t"): try output.write("\\t")
    case 0x08: try output.write("\\b")
    case 0x0C: try output.write("\\f")
    default: try writeUnicodeEscape(UInt16(byte))
    }
  }

  /// All harmful scalars lie below U+10000, so one escape is enough.
  private func writeUnicodeEscape(_ unit: UInt16) throws {
    try output.write("\\u")
    try output.write(TerminalText.hexadecimal(UInt8(truncatingIfNeeded: unit >> 8)))
    try output.write(TerminalText.hexadecimal(UInt8(truncatingIfNeeded: unit)))
  }
}
