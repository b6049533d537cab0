import Values

/// Reads what a rule does: `set level = A; notify @owner, role:warehouse 'please ship'`.
///
/// Actions stand behind each other, separated by semicolons or in lines of their own.
package struct RuleActionParser {
  /// More than anybody writes.
  package static let mostActions = 50

  private let text: String
  private let tokens: [ConditionToken]
  private var index = 0

  package static func parse(_ text: String) throws(UserError) -> [RuleAction] {
    var parser = RuleActionParser(
      text: text, tokens: try ConditionLexer.tokens(of: text, hasSemicolons: true))
    var actions: [RuleAction] = []
    while true {
      while parser.take(.semicolon) {}
      guard parser.token.kind != .end else { break }
      actions.append(try parser.action())
      guard actions.count <= mostActions else {
        throw parser.flaw("a rule has at most \(mostActions) actions")
      }
      guard parser.isAtEndOfAction else { throw parser.unexpected(wanted: "';'") }
    }
    guard !actions.isEmpty else {
      throw UserError(
        .usage, "the rule does nothing", code: "E_ACTION",
        hints: ["write an action such as: notify @owner"])
    }
    return actions
  }

  private init(text: String, tokens: [ConditionToken]) {
    self.text = text
    self.tokens = tokens
  }

  private var token: ConditionToken { tokens[index] }

  private mutating func advance() { index = min(index + 1, tokens.count - 1) }

  private mutating func take(_ kind: ConditionToken.Kind) -> Bool {
    guard token.kind == kind, kind != .end else { return false }
    advance()
    return true
  }

  /// Takes a word that belongs to an action: `to pool`, `hook`.
  private mutating func take(word: String) throws(UserError) {
    guard case .word(let found) = token.kind, found.lowercased() == word else {
      throw unexpected(wanted: "'\(word)'")
    }
    advance()
  }

  private var isAtEndOfAction: Bool {
    if token.kind == .end || token.kind == .semicolon { return true }
    let gap = text.utf8.dropFirst(tokens[index - 1].place.end)
      .prefix(token.place.start - tokens[index - 1].place.end)
    return gap.contains(UInt8(ascii: "\n"))
  }

  // MARK: Actions

  private mutating func action() throws(UserError) -> RuleAction {
    guard case .word(let word) = token.kind else { throw unexpected(wanted: "an action") }
    guard let verb = RuleAction.Verb(rawValue: word.lowercased()) else {
      let verbs = RuleAction.Verb.allCases.map(\.rawValue)
      throw flaw(
        "there is no action '\(word)'",
        hints: [
          NearestNames.hint(for: word, among: verbs) ?? "actions: \(verbs.joined(separator: ", "))"
        ])
    }
    advance()
    switch verb {
    case .set:
      let field = try name("the name of a field")
      guard take(.comparison(.equal)) else { throw unexpected(wanted: "'='") }
      return .set(field: field, try name("a value"))
    case .clear: return .set(field: try name("the name of a field"), nil)
    case .tag: return .tag(try names("the name of a tag"))
    case .untag: return .untag(try names("the name of a tag"))
    case .notify:
      var recipients = [try recipient()]
      while take(.comma) { recipients.append(try recipient()) }
      guard case .text(let words) = token.kind, !isAtEndOfAction else {
        return .notify(recipients, text: nil)
      }
      let value = Condition.Value(words, place: token.place)
      advance()
      return .notify(recipients, text: value)
    case .assign:
      guard case .word(let word) = token.kind, word.lowercased() == "by" else {
        return .assign(try recipient())
      }
      advance()
      return .assignBy(rule: try name("the name of an assignment rule"))
    case .move:
      try take(word: "to")
      try take(word: "pool")
      return .move(pool: try name("the name of a pool"))
    case .create:
      try take(word: "task")
      return try task()
    case .run:
      try take(word: "hook")
      return .run(hook: try name("the name of a hook"))
    }
  }

  /// What follows `create task`: a title, and what may stand behind it.
  private mutating func task() throws(UserError) -> RuleAction {
    let title = try name("the title of a task")
    var due: Condition.Value?
    if isAhead("due") {
      advance()
      due = try name("a day such as 3d or 'next fri'")
      // `due 3 days` needs no quotes.
      if case .word(let unit) = token.kind, !isAtEndOfAction, !isAhead("for"), let number = due {
        due = .init(
          "\(number.text) \(unit)",
          place: .init(start: number.place.start, end: token.place.end))
        advance()
      }
    }
    guard isAhead("for") else { return .create(task: title, due: due, assignee: nil) }
    advance()
    return .create(task: title, due: due, assignee: try recipient())
  }

  /// Whether the action goes on with this word.
  private func isAhead(_ word: String) -> Bool {
    guard case .word(let found) = token.kind, !isAtEndOfAction else { return false }
    return found.lowercased() == word
  }

  private mutating func name(_ wanted: String) throws(UserError) -> Condition.Value {
    switch token.kind {
    case .text(let words), .word(let words):
      let value = Condition.Value(words, place: token.place)
      guard !isAtEndOfAction else { throw unexpected(wanted: wanted) }
      advance()
      return value
    default: throw unexpected(wanted: wanted)
    }
  }

  private mutating func names(_ wanted: String) throws(UserError) -> [Condition.Value] {
    var names = [try name(wanted)]
    while take(.comma) { names.append(try name(wanted)) }
    return names
  }

  /// The prefix and the name are one word, unless the name is quoted.
  private mutating func recipient() throws(UserError) -> RuleAction.Recipient {
    guard case .word(let word) = token.kind,
      let kind = RuleAction.Recipient.Kind.allCases.first(where: { word.hasPrefix($0.rawValue) })
    else { throw unexpected(wanted: "@FIELD, user:LOGIN, role:ROLE or team:TEAM") }
    var value = Condition.Value(String(word.dropFirst(kind.rawValue.count)), place: token.place)
    if value.text.isEmpty, case .text(let words) = tokens[index + 1].kind {
      advance()
      value = Condition.Value(words, place: .init(start: value.place.start, end: token.place.end))
    }
    guard !value.text.isEmpty else { throw flaw("a name is missing behind '\(word)'") }
    advance()
    return .init(kind: kind, name: value)
  }

  // MARK: Errors

  private func unexpected(wanted: String) -> UserError {
    guard token.kind != .end else {
      return flaw("the action ends where \(wanted) is expected")
    }
    let found = String(
      decoding: text.utf8.dropFirst(token.place.start).prefix(
        token.place.end - token.place.start), as: UTF8.self)
    return flaw("'\(found.prefix(40))' stands where \(wanted) is expected")
  }

  private func flaw(_ message: String, hints: [String] = []) -> UserError {
    UserError(.usage, message, code: "E_ACTION", hints: hints)
      .placed(in: text, at: token.place)
  }
}
