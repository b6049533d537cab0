import Values

/// How a CSV file is written: what separates its fields, and in which encoding it is.
package struct CSVDialect: Sendable {
  /// nil: found out from the header line, among `,` `;` tab and `|`.
  package var delimiter: UInt8?
  /// `auto`, or any name that iconv knows.
  package var encoding: String

  package init(delimiter: UInt8? = nil, encoding: String = "auto") {
    self.delimiter = delimiter
    self.encoding = encoding
  }

  /// Fields begin and end with this one when they hold delimiters, newlines or quotes.
  static let quote = UInt8(ascii: "\"")

  /// The delimiter that stands most often outside quotes in the header line; `,` when none does.
  static func delimiter(ofHeader line: UnsafeBufferPointer<UInt8>) -> UInt8 {
    let candidates = ",;\t|".utf8
    var counts = [UInt8: Int]()
    var isQuoted = false
    for byte in line {
      if byte == quote { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    var best = UInt8(ascii: ",")
    for candidate in candidates where counts[candidate, default: 0] > counts[best, default: 0] {
      best = candidate
    }
    return best
  }

  /// Refuses a delimiter that means something else in a CSV file, or is no character.
  static func check(delimiter: UInt8) throws {
    let taken: [UInt8] = [quote, CSVScanner.newline, CSVScanner.carriageReturn, 0]
    guard taken.contains(delimiter) || delimiter >= 0x80 else { return }
    throw UserError(
      .usage, "a field delimiter must be one ASCII character, and no quote or newline",
      hints: ["use , ; | or a tab"])
  }

  /// The delimiter as people call it.
  static func name(of delimiter: UInt8) -> String {
    delimiter == UInt8(ascii: "\t")
      ? "tab" : "'\(String(Character(Unicode.Scalar(delimiter))))'"
  }
}
