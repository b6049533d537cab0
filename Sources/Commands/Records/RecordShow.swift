import CRM
import Catalogue
import CommandLineKit
import Store
import Tabular
import Values

/// `crm NOUN show`: one record with all its fields.
struct RecordShow: Sendable {
  var record: String?

  static func spec(_ noun: Noun) -> CommandSpec<RecordShow> {
    CommandSpec(
      path: noun.path(of: "show"), summary: "Show a \(noun.name)", initial: RecordShow(),
      arguments: [
        .operand(
          noun.name.uppercased(), \.record, "The record, by id or unique name", isRequired: true,
          completion: .dynamic(noun.name))
      ])
  }

  func run(_ noun: Noun, in context: CommandContext) throws -> Outcome {
    let session = context.session
    return try session.read { db in
      guard
        let id = try RecordReferences.resolve(
          [record].compactMap { $0 }, of: noun, session: session, in: db
        ).first
      else { return .nothing }
      return .document(try RecordDocument(noun, session: session, db: db).document(of: id))
    }
  }
}
