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

  init(
    _ rule: StoredRule, of noun: Noun, text: String?, condition: SQL,
    dependencies: [ConditionDependency]
  ) {
    self.rule = rule
    self.noun = noun
    self.text = text
    self.condition = condition
    self.dependencies = dependencies
  }

  var name: String { rule.name }
  var kind: String { rule.kind }

  /// What the history calls it.
  var cause: String { "rule:\(name)" }

  /// The text of a field; an empty one when it has none.
  func value(_ field: String) -> String { rule.text(field) }
}
