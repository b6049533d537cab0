import Values

/// Writes the canonical text of a condition: what parses to the same condition, always spelt alike.
package enum ConditionPrinter {
  package static func text(of condition: Condition) -> String {
    text(of: condition, within: .any([]))
  }

  /// The text as a part of another condition, in parentheses where it needs them.
  private static func text(of condition: Condition, within outer: Condition) -> String {
    switch condition {
    case .any(let parts):
      let text = parts.map { self.text(of: $0, within: condition) }.joined(separator: " or ")
      if case .any(let others) = outer, others.isEmpty { return text }
      return "(\(text))"
    case .all(let parts):
      let text = parts.map { self.text(of: $0, within: condition) }.joined(separator: " and ")
      if case .any = outer { return text }
      return "(\(text))"
    case .not(let inner): return "not " + text(of: inner, within: condition)
    case .test(let test): return text(of: test)
    }
  }

  package static func text(of test: Condition.Test) -> String {
    let subject = text(of: test.subject)
    switch test.comparison {
    case .holds: return subject
    case .compare(let comparison, let value):
      return "\(subject) \(comparison.rawValue) \(text(of: value))"
    case .among(let values, let isNegated):
      let list = values.map(text).joined(separator: ", ")
      return "\(subject) \(isNegated ? "not in" : "in") (\(list))"
    case .within(let first, let last, let isNegated):
      let range = "\(first.map(text) ?? "")..\(last.map(text) ?? "")"
      return "\(subject) \(isNegated ? "not between" : "between") \(range)"
    case .missing: return "\(subject) is missing"
    case .present: return "\(subject) is present"
    }
  }

  package static func text(of subject: Condition.Subject) -> String {
    let path = subject.path.joined(separator: ".")
    return subject.function.map { "\($0.rawValue)(\(path))" } ?? path
  }

  /// Numbers, days and keys as they are, everything else in quotation marks.
  package static func text(of value: Condition.Value) -> String {
    let scalars = value.text.unicodeScalars
    let isPlain =
      !scalars.isEmpty && scalars.allSatisfy(isPlainCharacter) && !value.text.contains("..")
      && value.text.last != "." && value.text.first != "."
      && ConditionKeyword(value.text) == nil
    return isPlain
      ? value.text
      : "'\(value.text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
  }

  /// Of these characters a word can be made that nobody takes for anything else.
  private static func isPlainCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-", "+", ":", "万", "亿": true
    default: false
    }
  }
}
