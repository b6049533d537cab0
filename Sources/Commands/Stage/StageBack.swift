import CRM
import Catalogue
import CommandLineKit

/// `crm stage back`: moves opportunities back to an earlier stage.
struct StageBack: Command {
  var opportunities = RecordSelection()
  var target: String?

  static let spec = CommandSpec(
    "stage", "back", summary: "Move opportunities back to the stage before",
    discussion: "Where the pipeline does not allow going back, it is refused.",
    initial: StageBack(),
    arguments: .opportunities(\StageBack.opportunities) + [
      .option(
        "to", value: "STAGE", \.target, "The earlier stage to go to", completion: .dynamic("stage"))
    ],
    examples: [Example("crm stage back 7 --to Interest", "Opportunity 7 starts anew")],
    seeAlso: ["stage advance"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try opportunities.requireAny()
    return .change(try StageWalk(.backward, to: target, session: session).run(opportunities))
  }
}
