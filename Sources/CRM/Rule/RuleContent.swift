import Catalogue
import Store
import Values

/// What a rule says, while it is checked: its values by the name of their field.
struct RuleContent {
  let kind: RuleKind
  /// What the rule is about, with the fields of the store.
  let noun: Noun
  var values: [String: Scalar]
  let session: Session
  let reader: FieldReader

  /// The fields whose values a check may change.
  static let fields = ["noun", "when"] + RuleKind.all.flatMap(\.fields)

  /// Reads a rule whose fields have these values.
  init(
    kind: String, values: [String: Scalar], session: Session, reader: FieldReader
  ) throws {
    self.kind = try RuleKind.named(kind)
    self.session = session
    self.reader = reader
    self.values = values
    guard case .text(let name) = values["noun"] else {
      throw UserError(
        .usage, "a rule needs the noun that it is about", code: "E_REQUIRED",
        hints: ["--noun customer, for example"])
    }
    noun = try session.catalogue.ruledNoun(name)
  }

  /// The text of a field; an empty one when it has none.
  func text(_ field: String) -> String {
    if case .text(let text) = values[field] { text } else { "" }
  }

  private func has(_ field: String) -> Bool { (values[field] ?? .null) != .null }

  /// Refuses what makes no sense and brings the rest into its canonical form.
  mutating func check() throws {
    for field in kind.required where !has(field) {
      let name = Noun.rule.field(field)?.optionName ?? field
      throw UserError(
        .usage, "a rule of the kind '\(kind.name)' needs a value for \(field)", code: "E_REQUIRED",
        hints: ["--\(name) gives it"])
    }
    for field in kind.foreignFields where has(field) {
      throw UserError(
        .usage, "a rule of the kind '\(kind.name)' has no \(field)", code: "E_RULE_FIELD",
        hints: ["its own fields: \(kind.fields.joined(separator: ", "))"])
    }
    values["noun"] = .text(noun.name)
    if has("when") {
      values["when"] = .text(
        try ConditionCompiler.canonical(
          text("when"), for: noun, earlier: kind.isAboutChanges ? .asNow : .unknown,
          session: session, reader: reader))
    }
    try kind.check(&self)
  }
}

extension Catalogue {
  /// The noun that rules are about.
  func ruledNoun(_ name: String) throws -> Noun {
    try noun(
      named: name, aboutRecords: true, unknown: "there are no rules about '\(name)'",
      list: "nouns with rules")
  }
}
