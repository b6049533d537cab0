import Catalogue
import Values

/// A kind of rule: which fields it uses besides those that all rules have, and what it asks of them.
package struct RuleKind: Sendable {
  package let name: String
  package let label: Label
  /// What such a rule does, as one phrase for help.
  package let summary: String
  /// The fields that only rules of some kinds have.
  package let fields: [String]
  /// Those of its fields that a rule of this kind cannot do without.
  package let required: [String]
  /// Whether its condition may ask what fields were before, by `old.`.
  var isAboutChanges = false
  /// Checks the rule and brings its values into their canonical form.
  let check: @Sendable (inout RuleContent) throws -> Void

  package var choice: FieldType.Choice { .init(name, label.english, label.chinese) }

  /// All kinds, in the order in which help lists them.
  package static let all = [classification, validation, score, automation]

  /// The fields that every rule has.
  package static let commonFields = ["noun", "when", "position", "active", "remark"]

  static func named(_ name: String) throws -> RuleKind {
    guard let kind = all.first(where: { $0.name == name }) else {
      throw UserError.bug("there is no kind '\(name)' of rules")
    }
    return kind
  }

  /// Whether all that a rule of the kind may change is the field that it names, or nothing: others may
  /// do anything.
  static func decides(_ kind: String) -> Bool {
    [classification, validation, score].contains { $0.name == kind }
  }

  /// What rules of some kinds have and this one has not.
  var foreignFields: [String] {
    Self.all.flatMap(\.fields).filter { !fields.contains($0) }
  }
}

extension RuleKind {
  /// The value of a field follows from others.
  static let classification = RuleKind(
    name: "classification", label: Label("Classification", "自动分类"),
    summary: "gives a field its value", fields: ["field", "value"], required: ["field", "value"],
    check: { rule in
      let field = try ClassifiedField(rule.text("field"), of: rule.noun)
      rule.values["field"] = .text(field.field.name)
      rule.values["value"] = .text(try field.canonical(rule.text("value"), rule.reader))
    })

  /// What must not be.
  static let validation = RuleKind(
    name: "validation", label: Label("Validation", "校验"),
    summary: "refuses records that meet its condition", fields: ["error"],
    required: ["when", "error"], check: { _ in })

  /// What a customer or lead is adds to its score.
  static let score = RuleKind(
    name: "score", label: Label("Scoring", "评分"),
    summary: "gives points to customers or leads",
    fields: ["points"], required: ["when", "points"], check: { try ScoreRules.check($0) })
}
