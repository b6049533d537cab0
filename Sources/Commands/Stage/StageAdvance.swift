import CRM
import Catalogue
import CommandLineKit

/// `crm stage advance`: moves opportunities forward.
struct StageAdvance: Command {
  var opportunities = RecordSelection()
  var target: String?

  static let spec = CommandSpec(
    "stage", "advance", summary: "Move opportunities to the next open stage",
    discussion: "Prints the guide of the new stage. Stages can be skipped where the pipeline "
      + "allows it. Either all opportunities move or none.",
    initial: StageAdvance(),
    arguments: .opportunities(\StageAdvance.opportunities) + [
      .option(
        "to", value: "STAGE", \.target, "The stage to go to", completion: .dynamic("stage"))
    ],
    examples: [Example("crm stage advance 7", "Opportunity 7 goes one stage further")],
    seeAlso: ["stage back", "opportunity win", "opportunity lose"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try opportunities.requireAny()
    return .change(try StageWalk(.forward, to: target, session: session).run(opportunities))
  }
}
