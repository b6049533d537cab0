/// Texts as YAML writes them.
enum YAMLText {
  /// The text on one line: plain where no program could take it for something else, else quoted.
  static func inline(_ text: String, inFlow: Bool) -> String {
    isPlain(text, inFlow: inFlow) ? text : quoted(text)
  }

  /// The text as a literal block, its lines as they are; nil when that would not say the same.
  static func block(_ text: String, indent: Int) -> String? {
    guard text.contains("\n"), let first = text.unicodeScalars.first, first != " ", first != "\n",
      !text.hasSuffix("\n\n"), text.unicodeScalars.allSatisfy({ $0 == "\n" || isPrintable($0) })
    else { return nil }
    let isClosed = text.hasSuffix("\n")
    let margin = String(repeating: " ", count: indent)
    let lines = (isClosed ? text.dropLast() : text[...])
      .split(separator: "\n", omittingEmptySubsequences: false)
    return (isClosed ? "|\n" : "|-\n")
      + lines.map { ($0.isEmpty ? "" : margin + $0) + "\n" }.joined()
  }

  // MARK: Plain

  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, first != " ", last != " ",
      last != ":", !"-?:,[]{}#&*!|>'\"%@`=<.".unicodeScalars.contains(first),
      scalars.allSatisfy(isPrintable), !isAmbiguous(text)
    else { return false }
    if inFlow, scalars.contains(where: { ",[]{}".unicodeScalars.contains($0) }) { return false }
    var previous: Unicode.Scalar = "a"
    for scalar in scalars {
      // ": " ends a key, " #" begins a comment.
      if previous == ":", scalar == " " || inFlow { return false }
      if previous == " ", scalar == "#" { return false }
      previous = scalar
    }
    return true
  }

  /// Whether a program would take the text for a number, a date, a truth value or nothing.
  private static func isAmbiguous(_ text: String) -> Bool {
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"]
    if words.contains(text.lowercased()) { return true }
    guard let first = text.unicodeScalars.first, first == "+" || ("0"..."9").contains(first) else {
      return false
    }
    return text.unicodeScalars.allSatisfy {
      "0123456789abcdefABCDEFox_.+-:TZ ".unicodeScalars.contains($0)
    }
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  // MARK: Quoted

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if isPrintable(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      }
    }
    return result + "\""
  }
}
