import Values

/// Reads a condition: `industry = '制造' and (level in (A, B) or not won)`.
///
/// `not` binds closer than `and`, `and` closer than `or`. Nesting and the number of comparisons are
/// bounded, so that hostile text ends in an error.
package struct ConditionParser {
  /// How deep parentheses and `not` may be nested.
  package static let deepestNesting = 64
  /// How many comparisons one condition may have, with the values of `in` lists.
  package static let mostComparisons = 500

  private let text: String
  private let tokens: [ConditionToken]
  private var index = 0
  private var depth = 0
  private var comparisons = 0

  package static func parse(_ text: String) throws(UserError) -> Condition {
    var parser = ConditionParser(text: text, tokens: try ConditionLexer.tokens(of: text))
    if parser.token.kind == .end {
      throw .condition(
        "the condition is empty", in: text, at: parser.token.place,
        hints: ["write one such as: level = 'A' and amount >= 1万"])
    }
    let condition = try parser.disjunction()
    guard parser.token.kind == .end else { throw parser.unexpected(wanted: "'and' or 'or'") }
    return condition
  }

  private init(text: String, tokens: [ConditionToken]) {
    self.text = text
    self.tokens = tokens
  }

  private var token: ConditionToken { tokens[index] }

  private var keyword: ConditionKeyword? {
    if case .word(let word) = token.kind { ConditionKeyword(word) } else { nil }
  }

  /// The last token is never passed.
  private mutating func advance() { index = min(index + 1, tokens.count - 1) }

  private mutating func take(_ wanted: ConditionKeyword) -> Bool {
    guard keyword == wanted else { return false }
    advance()
    return true
  }

  // MARK: Connectives

  private mutating func disjunction() throws(UserError) -> Condition {
    var parts = [try conjunction()]
    while take(.or) { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(UserError) -> Condition {
    var parts = [try negation()]
    while take(.and) { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func negation() throws(UserError) -> Condition {
    let start = token
    if take(.not) {
      try enter(at: start)
      defer { depth -= 1 }
      return .not(try negation())
    }
    guard token.kind == .open else { return .test(try test()) }
    try enter(at: start)
    defer { depth -= 1 }
    advance()
    let inner = try disjunction()
    guard token.kind == .close else { throw unexpected(wanted: "')'") }
    advance()
    return inner
  }

  private mutating func enter(at token: ConditionToken) throws(UserError) {
    depth += 1
    guard depth <= Self.deepestNesting else {
      throw .condition(
        "the condition is nested more than \(Self.deepestNesting) deep", in: text, at: token.place)
    }
  }

  // MARK: Comparisons

  private mutating func test() throws(UserError) -> Condition.Test {
    let subject = try subject()
    try count()
    let isNegated = take(.not)
    if take(.in) { return .init(subject, .among(try list(), isNegated: isNegated)) }
    if take(.between) { return .init(subject, try range(isNegated: isNegated)) }
    guard !isNegated else { throw unexpected(wanted: "'in' or 'between'") }
    if take(.is) { return .init(subject, try presence()) }
    guard case .comparison(let comparison) = token.kind else {
      if case .word(let word) = token.kind, keyword == nil {
        throw .condition(
          "an operator is missing before '\(word)'", in: text, at: token.place,
          hints: ["operators are = != < <= > >= ~ !~ in, between and is"])
      }
      return .init(subject, .holds)
    }
    advance()
    return .init(subject, .compare(comparison, try value()))
  }

  private mutating func subject() throws(UserError) -> Condition.Subject {
    let start = token
    guard case .word(let word) = start.kind, keyword == nil else {
      throw unexpected(wanted: "the name of a field")
    }
    advance()
    guard token.kind == .open else {
      return Condition.Subject(try path(word, at: start.place), place: start.place)
    }
    guard let function = Condition.Subject.Function(rawValue: word) else {
      throw .condition(
        "there is no function '\(word)'", in: text, at: start.place,
        hints: [
          "functions are "
            + Condition.Subject.Function.allCases.map(\.rawValue).joined(separator: " and ")
        ])
    }
    advance()
    let inner = token
    guard case .word(let name) = inner.kind else { throw unexpected(wanted: "the name of a date") }
    advance()
    guard token.kind == .close else { throw unexpected(wanted: "')'") }
    let place = Condition.Place(start: start.place.start, end: token.place.end)
    advance()
    return Condition.Subject(
      try path(name, at: inner.place), function: function, place: place)
  }

  private func path(_ word: String, at place: Condition.Place) throws(UserError) -> [String] {
    let path = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard path.count <= 8, !path.contains(where: \.isEmpty) else {
      throw .condition("'\(word)' is no name", in: text, at: place)
    }
    return path
  }

  private mutating func presence() throws(UserError) -> Condition.Comparison {
    let isNegated = take(.not)
    if take(.missing) { return isNegated ? .present : .missing }
    if take(.present) { return isNegated ? .missing : .present }
    throw unexpected(wanted: "'missing' or 'present'")
  }

  private mutating func list() throws(UserError) -> [Condition.Value] {
    guard token.kind == .open else { throw unexpected(wanted: "'(' and the values") }
    advance()
    var values = [try value()]
    while token.kind == .comma {
      advance()
      try count()
      values.append(try value())
    }
    guard token.kind == .close else { throw unexpected(wanted: "',' or ')'") }
    advance()
    return values
  }

  private mutating func range(isNegated: Bool) throws(UserError) -> Condition.Comparison {
    let first = token.kind == .range ? nil : try value()
    guard token.kind == .range else { throw unexpected(wanted: "'..'") }
    advance()
    let isLast: Bool
    switch token.kind {
    case .text: isLast = true
    case .word: isLast = keyword == nil
    default: isLast = false
    }
    guard isLast || first != nil else { throw unexpected(wanted: "a value") }
    return .within(first, isLast ? try value() : nil, isNegated: isNegated)
  }

  private mutating func value() throws(UserError) -> Condition.Value {
    let token = token
    switch token.kind {
    case .text(let text):
      advance()
      return .init(text, place: token.place)
    case .word(let word) where keyword == nil:
      advance()
      return .init(word, place: token.place)
    default: throw unexpected(wanted: "a value")
    }
  }

  private mutating func count() throws(UserError) {
    comparisons += 1
    guard comparisons <= Self.mostComparisons else {
      throw .condition(
        "the condition has more than \(Self.mostComparisons) comparisons", in: text,
        at: token.place)
    }
  }

  // MARK: Errors

  private func unexpected(wanted: String) -> UserError {
    let found =
      switch token.kind {
      case .end: "the condition ends where \(wanted) is expected"
      case .word(let word): "'\(word)' stands where \(wanted) is expected"
      case .text(let text): "the text '\(text.prefix(40))' stands where \(wanted) is expected"
      case .comparison(let comparison):
        "'\(comparison.rawValue)' stands where \(wanted) is expected"
      case .open: "'(' stands where \(wanted) is expected"
      case .close: "')' stands where \(wanted) is expected"
      case .comma: "',' stands where \(wanted) is expected"
      case .range: "'..' stands where \(wanted) is expected"
      case .semicolon: "';' stands where \(wanted) is expected"
      }
    var hints: [String] = []
    if let keyword, wanted == "a value" || wanted == "the name of a field" {
      hints.append("'\(keyword.rawValue)' is a word of the language; as a text it is quoted")
    }
    return .condition(found, in: text, at: token.place, hints: hints)
  }
}
