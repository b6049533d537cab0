import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm field add`: gives a noun a further field, with the options of a choice.
struct FieldAdd: Command {
  var noun: String?
  var key: String?
  var options: [String] = []
  var values = FieldValues()

  static let spec = CommandSpec(
    "field", "add", summary: "Give a noun a further field",
    discussion: """
      From then on the field is used like a built-in one: as an option of add, edit and list, as a \
      column, in conditions, imports and exports, and in the view v_NOUN. A required field needs \
      a default when there are records. Deleting the field hides it; restore brings it back with \
      all values.
      """,
    initial: FieldAdd(),
    arguments: [
      .operand(
        "NOUN", \.noun, "The noun that gets it: customer, contact and so on", isRequired: true,
        completion: .choices(Catalogue.builtIn.nouns.map(\.name))),
      .operand(
        "KEY", \.key, "Its name: letters without capitals, digits and _", isRequired: true),
      .option(
        "options", value: "LABEL,LABEL", \.options,
        "What a choice chooses from; 'crm dict add' adds others later",
        separatesAtCommas: true),
    ]
      + FieldValues.arguments(of: .customField, \.values) {
        $0.isSetAtCreation && $0.name != "noun" && $0.name != "key"
      },
    examples: [
      Example(
        "crm field add customer company_size --type select --options 小型,中型,大型 --label-zh 公司规模",
        "A single choice"),
      Example(
        "crm field add contact birthday --type date --label-en Birthday --label-zh 生日", "A date"),
      Example(
        "crm field add opportunity discount --type percent --min 0 --max 30 --required yes --default 0",
        "A number with limits that every opportunity has"),
    ], seeAlso: ["dict add", "config"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let given = [("noun", noun), ("key", key)].compactMap { name, text in
      Noun.customField.field(name).flatMap { field in text.map { (field: field, text: $0) } }
    }
    let added = try session.write { db in
      try CustomFieldAddition(session: session, db: db)
        .add(given + values.resolved(in: .customField), options: options)
    }
    let (id, name) = added.value
    return .change(
      ChangeReport(
        "added \(Noun.customField.reference(id)) \(name)", added,
        records: [.init(Noun.customField.reference(id), title: name)]))
  }
}
