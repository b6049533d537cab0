import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm form add`: says which fields people fill in, and in which order.
struct FormAdd: Command {
  var noun: String?
  var items: [String] = []
  var required: [String] = []
  var type: String?
  var values = FieldValues()

  static let spec = CommandSpec(
    "form", "add", summary: "Say which fields of a noun people fill in",
    discussion: """
      'crm NOUN add' and 'crm NOUN edit RECORD' without values open the form in an editor when they \
      run on a terminal. What the form requires is required of every 'crm NOUN add', of imports \
      only what the fields themselves require.
      """,
    initial: FormAdd(),
    arguments: [
      .operand(
        "NOUN", \.noun, "The noun that is filled in", isRequired: true,
        completion: .choices(Catalogue.builtIn.nouns.map(\.name))),
      .operand(
        "FIELD", \.items, "Its fields, in order", isRequired: true, completion: .dynamic("fields")),
      .option(
        "required", value: "FIELD,FIELD", \.required, "Those that must be filled in",
        completion: .dynamic("fields"), separatesAtCommas: true),
      .option("type", value: "TYPE", \.type, "Only for records of this type"),
    ]
      + FieldValues.arguments(of: .form, \.values) {
        $0.isSetAtCreation && !["name", "noun", "items", "required", "type"].contains($0.name)
      },
    examples: [
      Example(
        "crm form add customer name phone industry --required name,phone",
        "Three fields, two required"),
      Example(
        "crm form add customer name phone wechat --type individual", "For individual customers only"
      ),
    ], seeAlso: ["field add"])

  func run(in context: CommandContext) throws -> Outcome {
    let texts: [(String, String?)] = [
      ("noun", noun), ("items", items.joined(separator: ",")), ("type", type),
      ("required", required.isEmpty ? nil : required.joined(separator: ",")),
    ]
    let given = texts.compactMap { name, text in
      Noun.form.field(name).flatMap { field in text.map { (field: field, text: $0) } }
    }
    let session = context.session
    let written = try session.write { db in
      try RecordAddition(.form, session: session, db: db)
        .add(given + values.resolved(in: .form))
    }
    let reference = Noun.form.reference(written.value.id)
    return .change(
      ChangeReport(
        "added \(reference) \(written.value.title)", written,
        records: [.init(reference, title: written.value.title)]))
  }
}
