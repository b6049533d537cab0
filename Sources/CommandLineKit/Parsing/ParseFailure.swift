import Values

/// One kind of mistake in a command line; here alone they become words.
enum ParseFailure: Error {
  case unknownOption(ArgumentText, candidates: [String])
  case missingValue(of: String, called: String)
  case unexpectedValue(of: String)
  /// `-o=FILE`, which elsewhere means a file named `=FILE` and is never meant so.
  case equalsAfterShort(String, value: ArgumentText)
  case mismatch(of: String, text: ArgumentText, ArgumentMismatch)
  case rejected(of: String, UserError)
  case missingOperand(String)
  case unexpectedOperand(ArgumentText)
  case conflict(String, String)

  /// The error for people.
  ///
  /// - Parameters:
  ///   - subject: the command as typed in full, such as `crm pool claim`.
  ///   - usage: its usage line; asked for only when it helps.
  func userError(subject: String, usage: () -> String) -> UserError {
    switch self {
    case .unknownOption(let option, let candidates):
      UserError(
        .usage, "unknown option \(option.withoutInlineValue.quoted) for '\(subject)'",
        code: UserError.unknownOption,
        hints: Self.hints(for: option, among: candidates, subject: subject))
    case .missingValue(let option, let value):
      UserError(.usage, "\(option) needs a value: \(option) \(value)", hints: [usage()])
    case .unexpectedValue(let option):
      UserError(.usage, "\(option) takes no value", hints: [usage()])
    case .equalsAfterShort(let option, let value):
      UserError(
        .usage, "\(option) does not take its value after '='",
        hints: ["write \(option) \(value.quoted)"])
    case .mismatch(let argument, let text, let mismatch):
      UserError(
        .usage, "\(argument): \((mismatch.found ?? text).quoted) is not \(mismatch.expected)",
        hints: mismatch.hints)
    case .rejected(let argument, let error):
      error.prefixed(with: argument)
    case .missingOperand(let name):
      UserError(.usage, "missing operand \(name) for '\(subject)'", hints: [usage()])
    case .unexpectedOperand(let operand):
      UserError(
        .usage, "unexpected operand \(operand.quoted) for '\(subject)'", hints: [usage()])
    case .conflict(let first, let second):
      UserError(.usage, "\(first) and \(second) exclude each other", hints: [usage()])
    }
  }

  private static func hints(
    for option: ArgumentText, among candidates: [String], subject: String
  ) -> [String] {
    let text = option.description
    if text.looksLikeNegativeNumber {
      return ["write '--' before an operand that starts with a dash: \(subject) -- \(text)"]
    }
    // `-json` is a long option with a dash too few.
    if !text.hasPrefix("--"), candidates.contains("-\(text)") {
      return ["did you mean '-\(text)'?"]
    }
    let name = option.withoutInlineValue.description
    return [NearestNames.hint(for: name, among: candidates) ?? "see '\(subject) --help'"]
  }
}

extension UserError {
  /// The code of an option that no declaration has.
  package static let unknownOption = "E_UNKNOWN_OPTION"

  /// The same error, naming the argument whose text it complains about.
  fileprivate func prefixed(with argument: String) -> UserError {
    var error = self
    error.message = "\(argument): \(message)"
    return error
  }
}

extension String {
  /// Whether this is `-` and then only what numbers are written with, as in `-1,054.00`.
  fileprivate var looksLikeNegativeNumber: Bool {
    let rest = utf8.dropFirst()
    return hasPrefix("-") && rest.first.map { (0x30...0x39).contains($0) } == true
      && rest.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2C || $0 == 0x2E }
  }
}

extension ArgumentText {
  /// `--name` of `--name=value`.
  fileprivate var withoutInlineValue: ArgumentText {
    ArgumentText(bytes: Array(bytes.prefix { $0 != UInt8(ascii: "=") }))
  }
}
