import CRM
import Catalogue
import CommandLineKit

/// `crm opportunity reopen`: opens closed opportunities again.
struct OpportunityReopen: Command {
  var opportunities = RecordSelection()
  var target: String?
  var reason = ""

  static let spec = CommandSpec(
    "opportunity", "reopen", summary: "Open closed opportunities again",
    discussion: """
      They go back to the open stage where they were last, or to the stage of --to. Where the last one \
      was deleted, they go to the one before it, or to the first, and that is said. This is the only \
      way out of a closed stage; only an admin or a manager goes it. The reason stands in the history \
      of stages; the reason of a loss stays in 'crm log'.
      """,
    initial: OpportunityReopen(),
    arguments: .opportunities(\OpportunityReopen.opportunities) + [
      .option("reason", value: "TEXT", \.reason, "Why; required"),
      .option(
        "to", value: "STAGE", \.target, "The open stage that they go to instead",
        completion: .dynamic("stage")),
    ],
    examples: [
      Example(
        "crm opportunity reopen --where 'stage.kind = lost and amount > 50000' --reason '新预算'",
        "Another try with the large ones")
    ], seeAlso: ["opportunity lose", "stage back"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try opportunities.requireAny()
    return .change(
      try OpportunityReopening(to: target, reason: reason, session: session).run(opportunities))
  }
}
