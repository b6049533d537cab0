import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm NOUN add`: makes one record from options.
struct RecordAdd: Sendable {
  var title: String?
  var values = FieldValues()
  var checks = EntryChecks()

  static func spec(_ noun: Noun) -> CommandSpec<RecordAdd> {
    CommandSpec(
      path: noun.path(of: "add"), summary: "Add a \(noun.name)",
      discussion: FieldHelp.customFields(noun), initial: RecordAdd(),
      arguments: [
        .operand(
          noun.titleField.uppercased(), \.title,
          noun.field(noun.titleField)?.help ?? "The name of the record")
      ] + EntryCheckOptions.arguments(of: noun, \.checks)
        + FieldValues.arguments(of: noun, \.values) {
          $0.isSetAtCreation && $0.name != noun.titleField
        }
        + FieldValues.arguments(of: noun, \.values) { $0.name == noun.titleField },
      hasDynamicOptions: !noun.describesStore,
      examples: NounExamples.add[noun.name] ?? [])
  }

  func run(_ noun: Noun, in context: CommandContext) throws -> Outcome {
    try context.session.willWrite()
    let noun = try context.session.noun(noun)
    var given = values.resolved(in: noun)
    if let title, let field = noun.field(noun.titleField) {
      if given.contains(where: { $0.field.name == field.name }) {
        throw UserError(.usage, "\(field.name) was given twice: as operand and as option")
      }
      given.insert((field, title), at: 0)
    }
    if given.isEmpty,
      let outcome = try FormSession.addition(
        of: noun, in: context, { try add($0, noun, in: context) })
    {
      return outcome
    }
    return try add(given, noun, in: context)
  }

  private func add(
    _ given: [(field: Field, text: String)], _ noun: Noun, in context: CommandContext
  ) throws -> Outcome {
    let session = context.session
    let written = try session.write { db in
      try RecordAddition(noun, session: session, db: db, checks: checks).add(given)
    }
    return .change(
      ChangeReport(
        "added \(noun.reference(written.value.id)) \(written.value.title)", written,
        records: [.init(noun.reference(written.value.id), title: written.value.title)]))
  }
}
