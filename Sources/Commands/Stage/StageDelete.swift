import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm stage delete`: takes stages out of their pipelines, whose opportunities may move first.
struct StageDelete: Command {
  var stages = RecordSelection()
  var destination: String?

  static let spec = CommandSpec(
    "stage", "delete", aliases: ["rm"], summary: "Delete stages; restore brings them back",
    discussion: """
      A stage in which opportunities stand is not deleted. With --move-to they move to another open \
      stage of the pipeline in the same operation; no gate is asked. A pipeline keeps one stage for \
      won and one for lost.
      """,
    initial: StageDelete(),
    arguments: FilterArguments.selection(
      of: .stage, \StageDelete.stages, "The stages, by id or name") + [
        .option(
          "move-to", value: "STAGE", \.destination, "The stage that the opportunities go to",
          completion: .dynamic("stage"))
      ],
    examples: [
      Example("crm stage delete Evaluation --move-to Quote", "Evaluation is no stage any more")
    ], seeAlso: ["stage add", "pipeline versions"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try stages.requireAny()
    let written = try session.write { db in
      let ids = try stages.ids(of: .stage, session: session, in: db)
      let moved = try destination.map {
        try StageRemoval.empty(ids, into: $0, session: session, in: db)
      }
      do {
        try RecordPresence(.stage, session: session, db: db).delete(ids)
      } catch var error as UserError where error.code == "E_IN_USE" && destination == nil {
        if error.message.contains("(stage)") {
          error.hints = ["--move-to STAGE moves its opportunities to another stage first"]
        }
        throw error
      }
      return (ids: ids, moved: moved ?? 0)
    }
    let (ids, moved) = written.value
    var summary = "deleted \(ChangedRecords.count(ids.count, .stage))"
    if moved > 0 { summary += "; \(ChangedRecords.count(moved, .opportunity)) moved" }
    return .change(
      ChangeReport(summary, written, records: ChangedRecords.records(ids, of: .stage)))
  }
}
