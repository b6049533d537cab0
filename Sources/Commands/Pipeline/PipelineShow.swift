import CRM
import Catalogue
import CommandLineKit

/// `crm pipeline show`: a pipeline with its stages.
struct PipelineShow: Command {
  var pipeline: String?

  static let spec = CommandSpec(
    "pipeline", "show", summary: "Show a pipeline with its stages", initial: PipelineShow(),
    arguments: [
      .operand(
        "PIPELINE", \.pipeline, "The pipeline, by id or name", isRequired: true,
        completion: .dynamic("pipeline"))
    ])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    return try session.read { db in
      let ids = try RecordReferences.resolve(
        [pipeline].compactMap { $0 }, of: .pipeline, session: session, in: db)
      guard let id = ids.first else { return .nothing }
      return .document(try PipelineDocument(session: session, db: db).document(of: id))
    }
  }
}
