import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm stage show`: a stage with its guide and checklist.
struct StageShow: Command {
  var stage: String?
  var opportunity: String?

  static let spec = CommandSpec(
    "stage", "show", summary: "Show a stage with its guide and checklist",
    discussion: """
      With --opportunity it also says which items are checked and what is missing to go on. The stage \
      then is that of the opportunity, or another one of its pipeline.
      """,
    initial: StageShow(),
    arguments: [
      .operand(
        "STAGE", \.stage, "The stage, by id or name; that of --opportunity when not given",
        completion: .dynamic("stage")),
      .option(
        "opportunity", value: "OPPORTUNITY", \.opportunity, "What is checked for this opportunity",
        completion: .dynamic("opportunity")),
    ],
    examples: [
      Example("crm stage show Quote", "What to do there"),
      Example("crm stage show --opportunity 7", "What is missing for opportunity 7 to go on"),
    ], seeAlso: ["stage check", "stage list"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    guard stage != nil || opportunity != nil else {
      throw UserError(
        .usage, "neither a stage nor an opportunity is named",
        hints: ["'crm stage list' lists the stages"])
    }
    return try session.read { db in
      let place = try StagePlace(stage: stage, opportunity: opportunity, session: session, in: db)
      return .document(
        try StageDocument(session: session, db: db)
          .document(of: place.stage, for: place.opportunity))
    }
  }
}
