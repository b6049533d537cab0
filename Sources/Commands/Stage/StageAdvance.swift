import CRM
import Catalogue
import CommandLineKit

/// `crm stage advance`: moves opportunities forward.
struct StageAdvance: Command {
  var opportunities = RecordSelection()
  var target: String?

  static let spec = CommandSpec(
    "stage", "advance", summary: "Move opportunities to the next open stage",
    discussion: """
      Prints the guide of the new stage. Stages can be skipped where the pipeline allows it. Either all \
      opportunities move or none. An opportunity leaves a stage forward only when the required fields \
      of the stage are filled in and the required items of its checklist are checked, and so with \
      every stage that it skips; what is missing is listed. A stage that closes opportunities asks \
      when they enter it.
      """,
    initial: StageAdvance(),
    arguments: .opportunities(\StageAdvance.opportunities) + [
      .option(
        "to", value: "STAGE", \.target, "The stage to go to", completion: .dynamic("stage"))
    ],
    examples: [Example("crm stage advance 7", "Opportunity 7 goes one stage further")],
    seeAlso: ["stage check", "stage back", "opportunity win", "opportunity lose"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try opportunities.requireAny()
    return .change(try StageWalk(.forward, to: target, session: session).run(opportunities))
  }
}
