import CRM
import Catalogue
import CommandLineKit

/// `crm opportunity show`: an opportunity with its lines and its way through the stages.
struct OpportunityShow: Command {
  var opportunity: String?

  static let spec = CommandSpec(
    "opportunity", "show", summary: "Show an opportunity with its lines and stages",
    initial: OpportunityShow(),
    arguments: [
      .operand(
        "OPPORTUNITY", \.opportunity, "The opportunity, by id or name", isRequired: true,
        completion: .dynamic("opportunity"))
    ])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    return try session.read { db in
      let ids = try RecordReferences.resolve(
        [opportunity].compactMap { $0 }, of: .opportunity, session: session, in: db)
      guard let id = ids.first else { return .nothing }
      return .document(try OpportunityDocument(session: session, db: db).document(of: id))
    }
  }
}
