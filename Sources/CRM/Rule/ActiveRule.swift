import Catalogue
import Store
import Values

/// A rule that acts, with its condition on the record `r`.
struct ActiveRule {
  let rule: StoredRule
  let noun: Noun
  /// The condition as it is kept; nil: always.
  let text: String?
  let condition: SQL
  let dependencies: [ConditionDependency]
  /// What the record has of all that the condition compares, for rules that act on changes.
  let comparedValues: [SQL]

  init(
    _ rule: StoredRule, of noun: Noun, text: String?, condition: SQL,
    dependencies: [ConditionDependency], comparedValues: [SQL]
  ) {
    self.rule = rule
    self.noun = noun
    self.text = text
    self.condition = condition
    self.dependencies = dependencies
    self.comparedValues = comparedValues
  }

  var name: String { rule.name }
  var kind: String { rule.kind }

  /// What the history calls it.
  var cause: String { "rule:\(name)" }

  /// The text of a field; an empty one when it has none.
  func value(_ field: String) -> String { rule.text(field) }
}
