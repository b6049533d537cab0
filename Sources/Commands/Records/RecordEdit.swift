import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm NOUN edit`: changes fields of records.
struct RecordEdit: Sendable {
  var selection = RecordSelection()
  var values = FieldValues()
  var pins = false
  var checks = EntryChecks()

  static func spec(_ noun: Noun) -> CommandSpec<RecordEdit> {
    CommandSpec(
      path: noun.path(of: "edit"), summary: "Change fields of \(noun.plural)",
      discussion: "An empty value (--FIELD=) clears the field. " + FieldHelp.customFields(noun),
      initial: RecordEdit(),
      arguments: FilterArguments.selection(
        of: noun, \RecordEdit.selection, "The records, by id or unique name")
        + (ClassifiedField.isPossible(in: noun) ? [pinning] : [])
        + EntryCheckOptions.arguments(of: noun, \.checks)
        + FieldValues.arguments(of: noun, \.values) { $0.isEditable },
      hasDynamicOptions: !noun.describesStore,
      resolve: { option in
        // A field that edit does not set deserves the verb that does.
        if let field = noun.fields.first(where: { $0.optionName == option }) {
          try RecordEditor.refuseUneditable(field, of: noun)
        }
        return nil
      })
  }

  private static let pinning: Argument<RecordEdit> = .flag(
    "pin", \.pins,
    "Set fields that rules decide by hand, and keep the rules from them until unpinned")

  func run(_ noun: Noun, in context: CommandContext) throws -> Outcome {
    try context.session.willWrite()
    let noun = try context.session.noun(noun)
    let given = values.resolved(in: noun)
    let session = context.session
    try selection.requireAny()
    guard !given.isEmpty else { return try fillIn(noun, in: context) }
    return Self.report(
      try session.write { db in
        let ids = try selection.ids(of: noun, session: session, in: db)
        return try RecordEditor(noun, session: session, db: db, checks: checks).edit(
          ids, set: given, pinning: pins)
      }, noun)
  }

  /// Without values, one record is edited as a form.
  private func fillIn(_ noun: Noun, in context: CommandContext) throws -> Outcome {
    let session = context.session
    let ids = try session.read { try selection.ids(of: noun, session: session, in: $0) }
    guard FormSession.isPossible(in: context), ids.count == 1 else {
      throw UserError(
        .usage, "nothing to change",
        hints: [
          "'crm \(noun.command) edit -h' lists the fields",
          "on a terminal, a single record without values opens in an editor",
        ])
    }
    let form = try session.read {
      try RecordForm(noun, session: session, in: $0).filled(by: ids[0])
    }
    return try FormSession(context: context).run(form, of: noun) { changes in
      Self.report(
        try session.write { db in
          try RecordForm(noun, session: session, in: db)
            .refuseOverwriting(changes, of: ids[0], shown: form)
          return try RecordEditor(noun, session: session, db: db, checks: checks).edit(
            ids, set: changes, pinning: pins)
        }, noun)
    }
  }

  private static func report(_ written: Written<[Int64]>, _ noun: Noun) -> Outcome {
    let changed = written.value
    return .change(
      ChangeReport(
        changed.isEmpty
          ? "nothing changed" : "changed \(ChangedRecords.count(changed.count, noun))", written,
        records: ChangedRecords.records(changed, of: noun)))
  }
}
