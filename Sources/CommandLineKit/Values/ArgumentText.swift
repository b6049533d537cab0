import Values

/// One argument as the operating system delivered it: bytes that need not be UTF-8.
package struct ArgumentText: Sendable, Hashable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Copies a C string, such as an element of `argv`.
  package init(cString: UnsafePointer<CChar>) {
    var bytes: [UInt8] = []
    var next = cString
    while next.pointee != 0 {
      bytes.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
    self.bytes = bytes
  }

  /// The argument as text; throws a usage error when it is not UTF-8, instead of repairing it.
  package func string() throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw UserError(
        .usage, "\(quoted) is not valid UTF-8",
        hints: ["convert the text to UTF-8, or check the locale of your terminal"])
    }
    return text
  }

  /// The text, unless it is nothing: `--to "$NAME"` without such a name does not mean that the option was
  /// left out.
  package func refusingEmpty(called value: String) throws -> ArgumentText {
    guard bytes.isEmpty else { return self }
    throw UserError(
      .usage, "the value is empty", hints: ["leave the option out, or give it \(value)"])
  }

  /// The parts between commas without the spaces around them; no part for an empty text.
  func separatedAtCommas() throws -> [ArgumentText] {
    guard !bytes.isEmpty else { return [] }
    let space = UInt8(ascii: " ")
    return try bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
      var part = $0.drop { $0 == space }
      while part.last == space { part.removeLast() }
      guard !part.isEmpty else {
        throw ArgumentMismatch(expected: "a list of names with one comma between two")
      }
      return ArgumentText(bytes: Array(part))
    }
  }

  /// The text in single quotes, safe to print: see `description`.
  package var quoted: String { "'\(description)'" }
}

extension ArgumentText: CustomStringConvertible {
  /// The text for people: invalid bytes, control and direction characters are shown escaped.
  package var description: String {
    var shown = ""
    var position = 0
    while position < bytes.count {
      var decoder = UTF8()
      var iterator = bytes[position...].makeIterator()
      if case .scalarValue(let scalar) = decoder.decode(&iterator) {
        shown += Self.escaped(scalar)
        position += UTF8.width(scalar)
      } else {
        shown += Self.hexadecimal(bytes[position])
        position += 1
      }
    }
    return shown
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control where scalar.isASCII: hexadecimal(UInt8(truncatingIfNeeded: scalar.value))
    case .control, .format, .lineSeparator, .paragraphSeparator:
      "\\u{\(String(scalar.value, radix: 16))}"
    default: String(Character(scalar))
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16)
  }
}
