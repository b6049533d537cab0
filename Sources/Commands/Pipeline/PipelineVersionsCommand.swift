import CRM
import Catalogue
import CommandLineKit

/// `crm pipeline versions`: how the stages of a pipeline changed.
struct PipelineVersionsCommand: Command {
  var pipeline: String?

  static let spec = CommandSpec(
    "pipeline", "versions", summary: "List the versions of a pipeline, the newest first",
    discussion: """
      Each operation that changes stages or checklists makes a version. In the column changes, + is a \
      stage that is new, - one that is gone and ~ one that is different. Opportunities keep the \
      probability that they got when they came into their stage.
      """,
    initial: PipelineVersionsCommand(),
    arguments: [
      .operand(
        "PIPELINE", \.pipeline, "The pipeline, by id or name", isRequired: true,
        completion: .dynamic("pipeline"))
    ], examples: [Example("crm pipeline versions Sales", "How it came to be what it is")],
    seeAlso: ["pipeline show", "stage edit"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let id = try session.read { db in
      try RecordReferences.resolve(
        [pipeline].compactMap { $0 }, of: .pipeline, session: session, in: db
      ).first
    }
    guard let id else { return .nothing }
    return .rows(try PipelineVersions(session).list(of: id).feed(context.globals))
  }
}
