/// Writes mdoc(7): one macro or one line of text at a time, everything escaped.
///
/// The output is ASCII; other characters are written as escapes, which every formatter understands
/// whatever the locale is.
struct MdocWriter {
  private(set) var text = ""

  /// A macro line; arguments are quoted and escaped where needed.
  mutating func macro(_ name: String, _ arguments: [Word] = []) {
    text += ([".\(name)"] + arguments.map(\.text)).joined(separator: " ") + "\n"
  }

  mutating func macro(_ name: String, _ argument: String) {
    macro(name, [.prose(argument)])
  }

  /// Prose, each sentence on a line of its own, as the language asks for.
  mutating func prose(_ prose: String) {
    for sentence in Self.sentences(of: prose) {
      for line in TextWrap.lines(sentence, width: 78) {
        text += Self.protected(Self.escaped(line)) + "\n"
      }
    }
  }

  /// Paragraphs separated by blank lines; indented lines become a literal block.
  ///
  /// The first paragraph starts without a break; the caller knows what stands before it.
  mutating func paragraphs(_ paragraphs: String) {
    var literal: [String] = []
    var prose: [Substring] = []
    var needsBreak = false
    func flush(_ writer: inout MdocWriter) {
      if needsBreak, !prose.isEmpty { writer.macro("Pp") }
      if !prose.isEmpty || !literal.isEmpty { needsBreak = true }
      writer.prose(prose.joined(separator: " "))
      if !literal.isEmpty { writer.literal(literal) }
      literal = []
      prose = []
    }
    for line in paragraphs.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(" ") {
        if !prose.isEmpty { flush(&self) }
        literal.append(String(line.drop { $0 == " " }))
      } else {
        if line.isEmpty || !literal.isEmpty { flush(&self) }
        if !line.isEmpty { prose.append(line) }
      }
    }
    flush(&self)
  }

  /// Lines that stay as they are.
  mutating func literal(_ lines: [String]) {
    text += ".Bd -literal -offset indent\n"
    for line in lines {
      text += Self.protected(Self.escaped(line, isCode: true)) + "\n"
    }
    text += ".Ed\n"
  }
}

extension MdocWriter {
  /// An argument of a macro.
  enum Word {
    /// Something to type, whose dashes are minus signs.
    case code(String)
    /// A name or a heading, whose dashes are hyphens.
    case prose(String)
    /// The name of a macro or punctuation, as it is.
    case raw(String)

    fileprivate var text: String {
      switch self {
      case .raw(let text): text
      case .code(let text): Self.argument(text, isCode: true)
      case .prose(let text): Self.argument(text, isCode: false)
      }
    }

    private static func argument(_ text: String, isCode: Bool) -> String {
      let escaped = MdocWriter.escaped(text, isCode: isCode, isArgument: true)
      let guarded = isSpecial(text) ? "\\&\(escaped)" : escaped
      return text.isEmpty || escaped.contains(" ") ? "\"\(guarded)\"" : guarded
    }

    /// Whether a word could be taken for a macro, such as `No` or `%A`, or for a delimiter.
    private static func isSpecial(_ word: String) -> Bool {
      guard let first = word.first, let last = word.last, word.utf8.count <= 3 else { return false }
      let isPunctuation = !first.isLetter && !first.isNumber
      return isPunctuation || (first.isUppercase && last.isLowercase)
    }
  }

  /// Escapes what the language treats specially anywhere in a line.
  ///
  /// In code every dash is a minus, so that it can be copied; in prose only the dash that begins
  /// an option is.
  fileprivate static func escaped(
    _ text: String, isCode: Bool = false, isArgument: Bool = false
  ) -> String {
    var result = ""
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-" where isCode || previous == " " || previous == "-" || previous == "'":
        result += "\\-"
      case "'" where isCode: result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\"" where isArgument: result += "\\(dq"
      case _ where scalar.value < 0x20: result += " "
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default: result += "\\[u\(hexadecimal(scalar))]"
      }
      previous = scalar
    }
    return result
  }

  /// Keeps a line of text from being taken for a macro, and a blank one from vanishing.
  private static func protected(_ line: String) -> String {
    guard let first = line.first else { return "\\&" }
    return first == "." || first == "'" ? "\\&\(line)" : line
  }

  /// At least four digits in upper case, as the escape wants them.
  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func sentences(of prose: String) -> [String] {
    var sentences: [[Substring]] = [[]]
    for word in prose.split(separator: " ") {
      sentences[sentences.count - 1].append(word)
      if let last = word.last, [".", "!", "?"].contains(last), word.count > 2 {
        sentences.append([])
      }
    }
    return sentences.map { $0.joined(separator: " ") }
  }
}
