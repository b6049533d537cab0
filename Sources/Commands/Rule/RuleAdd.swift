import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm rule add KIND`: makes a rule; every kind has a command with the options that it needs.
struct RuleAdd: Sendable {
  var name: String?
  var values = FieldValues()

  static func spec(_ kind: RuleKind) -> CommandSpec<RuleAdd> {
    CommandSpec(
      path: ["rule", "add", kind.name], summary: "Add a rule that \(kind.summary)",
      discussion: RuleHelp.discussion[kind.name] ?? "", initial: RuleAdd(),
      arguments: [
        .operand("NAME", \.name, "The name, unique among rules", isRequired: true),
        .option(
          name: "noun", value: "NOUN", help: "What the rule is about; required",
          completion: .choices(
            Catalogue.builtIn.nouns.filter { !$0.describesStore }.map(\.name)),
          section: "Fields", apply: { $0.values.set("noun", try $1.string()) }),
      ]
        + FieldValues.arguments(of: .rule, \.values) { field in
          field.name != "noun" && RuleKind.commonFields.contains(field.name)
            || kind.fields.contains(field.name) || field.name == "external_id"
        },
      examples: RuleHelp.examples[kind.name] ?? [], seeAlso: ["rule list", "conditions"])
  }

  func run(_ kind: RuleKind, in context: CommandContext) throws -> Outcome {
    let session = context.session
    try session.willWrite()
    let noun = try session.noun(.rule)
    let given = [("name", name), ("kind", kind.name)].compactMap { name, text in
      noun.field(name).flatMap { field in text.map { (field: field, text: $0) } }
    }
    let written = try session.write { db in
      try RecordAddition(noun, session: session, db: db).add(given + values.resolved(in: noun))
    }
    let reference = noun.reference(written.value.id)
    return .change(
      ChangeReport(
        "added \(reference) \(written.value.title)", written,
        records: [.init(reference, title: written.value.title)]))
  }
}
