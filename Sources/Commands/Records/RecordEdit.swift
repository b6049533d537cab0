import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm NOUN edit`: changes fields of records.
struct RecordEdit: Sendable {
  var selection = RecordSelection()
  var values = FieldValues()

  static func spec(_ noun: Noun) -> CommandSpec<RecordEdit> {
    CommandSpec(
      path: [noun.name, "edit"], summary: "Change fields of \(noun.plural)",
      discussion: "An empty value (--FIELD=) clears the field. " + FieldHelp.customFields(noun),
      initial: RecordEdit(),
      arguments: FilterArguments.selection(
        of: noun, \RecordEdit.selection, "The records, by id or unique name")
        + FieldValues.arguments(of: noun, \.values) { $0.isEditable },
      resolve: { option in
        // A field that edit does not set deserves the verb that does.
        if let field = noun.fields.first(where: { $0.optionName == option }) {
          try RecordEditor.refuseUneditable(field, of: noun)
        }
        return nil
      })
  }

  func run(_ noun: Noun, in context: CommandContext) throws -> Outcome {
    let noun = try context.session.noun(noun)
    let given = values.resolved(in: noun)
    guard !given.isEmpty else {
      throw UserError(
        .usage, "nothing to change", hints: ["'crm \(noun.name) edit -h' lists the fields"])
    }
    let session = context.session
    try selection.requireAny()
    let written = try session.write { db in
      let ids = try selection.ids(of: noun, session: session, in: db)
      return try RecordEditor(noun, session: session, db: db).edit(ids, set: given)
    }
    let changed = written.value
    return .change(
      ChangeReport(
        changed.isEmpty
          ? "nothing changed" : "changed \(ChangedRecords.count(changed.count, noun))", written,
        records: ChangedRecords.records(changed, of: noun)))
  }
}
