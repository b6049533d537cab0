/// Recognises text that a spreadsheet would run as a formula.
enum FormulaText {
  /// Whether the text begins like a formula: `= + - @`, their full-width forms, tab or CR.
  ///
  /// A sign with nothing but a number or a phone number behind it (`-5`, `+86 138-0013-8000`)
  /// computes nothing and stays as people know it.
  static func isFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isNumber(text.dropFirst())
    default: return fullWidthStarts.contains { text.starts(with: $0.utf8) }
    }
  }

  private static let fullWidthStarts = ["＝", "＋", "－", "＠"]

  /// Digits with what separates them in numbers and phone numbers, beginning with a digit or `(`.
  private static func isNumber(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = text.first, isDigit(first) || first == UInt8(ascii: "(") else { return false }
    return text.allSatisfy { isDigit($0) || separators.contains($0) }
  }

  private static let separators = ByteSet(" -.,()".utf8)

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
