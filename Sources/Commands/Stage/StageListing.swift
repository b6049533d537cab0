import CRM
import Catalogue
import CommandLineKit

/// `crm stage list`: the stages in order, with what stands in them.
struct StageListing: Command {
  var pipeline: String?
  var showsDeleted = false

  static let spec = CommandSpec(
    "stage", "list", aliases: ["ls"], summary: "List the stages of pipelines in order",
    initial: StageListing(),
    arguments: [
      .option(
        "pipeline", value: "PIPELINE", \.pipeline, "Only those of this pipeline",
        completion: .dynamic("pipeline")),
      .flag("deleted", \.showsDeleted, "Show deleted stages instead"),
    ],
    examples: [Example("crm stage list", "All stages, with how many opportunities stand in each")])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    let id = try session.read { db in
      try RecordReferences.resolve(
        [pipeline].compactMap { $0 }, of: .pipeline, session: session, in: db
      ).first
    }
    let table = try StageList(session: session)
      .table(pipeline: id, showsDeleted: showsDeleted)
    return .rows(try table.feed(context.globals))
  }
}
