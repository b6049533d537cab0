import CRM
import Catalogue
import CommandLineKit
import Store
import Tabular
import Values

/// `crm NOUN show`: one record with all its fields, and with what else belongs to it.
struct RecordShow: Sendable {
  var record: String?

  /// A summary says what belongs to the records of the noun.
  static func spec(
    _ noun: Noun, summary: String? = nil, discussion: String = "", examples: [Example] = [],
    seeAlso: [String] = []
  ) -> CommandSpec<RecordShow> {
    CommandSpec(
      path: noun.path(of: "show"), summary: summary ?? "Show a \(noun.name)",
      discussion: discussion, initial: RecordShow(),
      arguments: [
        .operand(
          noun.name.uppercased(), \.record, "The record, by id or unique name", isRequired: true,
          completion: .dynamic(noun.name))
      ], examples: examples, seeAlso: seeAlso)
  }

  /// The verb of a noun that tells more than its fields.
  static func entry(
    _ noun: Noun, summary: String, discussion: String = "", examples: [Example] = [],
    seeAlso: [String] = []
  ) -> CommandEntry<Payload> {
    CommandEntry(
      spec(
        noun, summary: summary, discussion: discussion, examples: examples, seeAlso: seeAlso)
    ) { try $0.run(noun, in: $1) }
  }

  func run(_ noun: Noun, in context: CommandContext) throws -> Outcome {
    let session = context.session
    if context.globals.fields == "help" { return try .rows(FieldHelp.feed(noun, in: context)) }
    return try session.read { db in
      guard
        let id = try RecordReferences.resolve(
          [record].compactMap { $0 }, of: noun, session: session, in: db
        ).first
      else { return .nothing }
      return .document(
        try RecordDocument(noun, session: session, db: db).completing(
          NounBehavior.of(noun).document(id, noun, session, db), of: id,
          for: context.globals.fields))
    }
  }
}
