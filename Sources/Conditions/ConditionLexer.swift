import Values

/// Cuts a condition's text into tokens.
///
/// Full-width punctuation and typographic quotation marks, as Chinese input methods write them,
/// mean the same as the plain ones.
struct ConditionLexer {
  private let text: String
  private let scalars: String.UnicodeScalarView
  private let hasSemicolons: Bool
  private var position: String.UnicodeScalarView.Index

  /// A longer text is no condition that anybody wrote.
  static let longestText = 65_536

  init(_ text: String, hasSemicolons: Bool = false) throws(UserError) {
    guard text.utf8.count <= Self.longestText else {
      throw UserError(
        .usage, "the text has \(text.utf8.count) bytes; at most \(Self.longestText) are read",
        code: "E_CONDITION")
    }
    self.text = text
    self.hasSemicolons = hasSemicolons
    scalars = text.unicodeScalars
    position = scalars.startIndex
  }

  /// All tokens, ending with `.end`.
  static func tokens(
    of text: String, hasSemicolons: Bool = false
  ) throws(UserError) -> [ConditionToken] {
    var lexer = try ConditionLexer(text, hasSemicolons: hasSemicolons)
    var tokens: [ConditionToken] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(UserError) -> ConditionToken {
    while let scalar = current, scalar.properties.isWhitespace { advance() }
    let start = position
    guard let scalar = current else { return token(.end, from: start) }
    switch Self.plain(scalar) {
    case "(": return take(.open)
    case ")": return take(.close)
    case ",": return take(.comma)
    case ";" where hasSemicolons: return take(.semicolon)
    case "'", "\"": return try quoted()
    case "=", "!", "<", ">", "~": return try comparison()
    case "." where follows("."):
      advance()
      return take(.range, from: start)
    default: break
    }
    guard Self.isPartOfWord(scalar) else {
      throw .condition(
        "\(Self.shown(scalar)) means nothing here", in: text, at: place(from: start, count: 1),
        hints: ["a text with such characters stands in quotation marks: name = 'A & B'"])
    }
    return word()
  }

  // MARK: Words

  private mutating func word() -> ConditionToken {
    let start = position
    while let scalar = current, Self.isPartOfWord(scalar) {
      if scalar == ".", follows(".") { break }
      advance()
    }
    return token(.word(String(scalars[start..<position])), from: start)
  }

  /// Letters and digits of any script, and what names, numbers, days and references are written
  /// with besides.
  static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-", "+", ":", "/", "%", "@", "#": true
    default:
      scalar.value >= 0x80 && plain(scalar) == scalar
        && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
          || scalar.properties.isIdeographic || isMark(scalar))
    }
  }

  /// Marks on letters, and the currency signs.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .currencySymbol: true
    default: false
    }
  }

  // MARK: Quoted text

  /// A quotation mark within is doubled.
  private mutating func quoted() throws(UserError) -> ConditionToken {
    let start = position
    guard let mark = current.map(Self.plain) else { return token(.end, from: start) }
    advance()
    var value = String.UnicodeScalarView()
    while let scalar = current {
      advance()
      if Self.plain(scalar) == mark {
        guard let next = current, Self.plain(next) == mark else {
          return token(.text(String(value)), from: start)
        }
        advance()
      }
      value.append(scalar)
    }
    throw .condition(
      "the text that begins here does not end", in: text, at: place(from: start, count: 1),
      hints: ["end it with \(mark); a \(mark) within the text is written twice"])
  }

  // MARK: Operators

  private mutating func comparison() throws(UserError) -> ConditionToken {
    let start = position
    var written = ""
    while let scalar = current.map(Self.plain), "=!<>~".unicodeScalars.contains(scalar),
      written.unicodeScalars.count < 2
    {
      if let two = Condition.Operator(rawValue: written), !Self.continues(two, scalar) { break }
      written.unicodeScalars.append(scalar)
      advance()
    }
    if let comparison = Condition.Operator(rawValue: written) {
      return token(.comparison(comparison), from: start)
    }
    let meant = ["==": "=", "<>": "!=", "=>": ">=", "=<": "<=", "=~": "~", "!": "not"][written]
    throw .condition(
      "there is no operator '\(written)'", in: text, at: place(from: start),
      hints: [meant.map { "write \($0)" } ?? "operators are = != < <= > >= ~ !~ in"])
  }

  /// Whether the operator and the character may be one longer operator, right or wrong.
  private static func continues(
    _ comparison: Condition.Operator, _ scalar: Unicode.Scalar
  ) -> Bool {
    switch comparison {
    case .less, .greater: scalar == "=" || scalar == ">"
    case .equal: scalar == "=" || scalar == ">" || scalar == "<" || scalar == "~"
    default: false
    }
  }

  // MARK: Characters

  /// The plain form of full-width punctuation and typographic quotation marks.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF08: "("
    case 0xFF09: ")"
    case 0xFF0C, 0x3001: ","
    case 0xFF1B: ";"
    case 0xFF1D: "="
    case 0xFF01: "!"
    case 0xFF1C: "<"
    case 0xFF1E: ">"
    case 0xFF5E: "~"
    case 0x2018, 0x2019, 0xFF07: "'"
    case 0x201C, 0x201D, 0xFF02: "\""
    default: scalar
    }
  }

  private var current: Unicode.Scalar? {
    position < scalars.endIndex ? scalars[position] : nil
  }

  private func follows(_ scalar: Unicode.Scalar) -> Bool {
    let next = scalars.index(after: position)
    return next < scalars.endIndex && scalars[next] == scalar
  }

  private mutating func advance() { position = scalars.index(after: position) }

  private mutating func take(
    _ kind: ConditionToken.Kind, from start: String.UnicodeScalarView.Index? = nil
  ) -> ConditionToken {
    let start = start ?? position
    advance()
    return token(kind, from: start)
  }

  private func token(
    _ kind: ConditionToken.Kind, from start: String.UnicodeScalarView.Index
  ) -> ConditionToken {
    ConditionToken(kind: kind, place: place(from: start))
  }

  private func place(
    from start: String.UnicodeScalarView.Index, count: Int? = nil
  ) -> Condition.Place {
    let end =
      count.flatMap { scalars.index(start, offsetBy: $0, limitedBy: scalars.endIndex) } ?? position
    let bytes = text.utf8
    return Condition.Place(
      start: bytes.distance(from: bytes.startIndex, to: start),
      end: bytes.distance(from: bytes.startIndex, to: end))
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    let code = String(scalar.value, radix: 16, uppercase: true)
    let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
    return scalar.properties.generalCategory == .control || scalar.value > 0x7F
      ? "the character U+\(padded)" : "'\(scalar)'"
  }
}
