/// Writes the canonical text of actions: what parses to the same actions, always spelt alike.
package enum RuleActionPrinter {
  package static func text(of actions: [RuleAction]) -> String {
    actions.map(text).joined(separator: "; ")
  }

  private static func text(of action: RuleAction) -> String {
    let verb = action.verb.rawValue
    switch action {
    case .set(let field, let value):
      let assigned = value.map { " = " + ConditionPrinter.text(of: $0) } ?? ""
      return "\(verb) \(field.text)\(assigned)"
    case .tag(let tags), .untag(let tags): return "\(verb) \(list(tags))"
    case .notify(let recipients, let words):
      let whom = recipients.map(text).joined(separator: ", ")
      return "\(verb) \(whom)" + (words.map { " " + quoted($0.text) } ?? "")
    case .assign(let user): return "\(verb) \(text(of: user))"
    case .assignBy(let rule): return "\(verb) by \(ConditionPrinter.text(of: rule))"
    case .move(let pool): return "\(verb) to pool \(ConditionPrinter.text(of: pool))"
    case .create(let title, let due, let assignee):
      return "\(verb) task \(quoted(title.text))"
        + (due.map { " due \(ConditionPrinter.text(of: $0))" } ?? "")
        + (assignee.map { " for \(text(of: $0))" } ?? "")
    case .run(let hook): return "\(verb) hook \(ConditionPrinter.text(of: hook))"
    }
  }

  private static func text(of recipient: RuleAction.Recipient) -> String {
    recipient.kind == .field
      ? "@" + recipient.name.text
      : recipient.kind.rawValue + ConditionPrinter.text(of: recipient.name)
  }

  private static func list(_ values: [Condition.Value]) -> String {
    values.map(ConditionPrinter.text).joined(separator: ", ")
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
  }
}
