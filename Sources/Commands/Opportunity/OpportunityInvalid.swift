import CRM
import Catalogue
import CommandLineKit

/// `crm opportunity invalid`: closes opportunities that never were any, neither won nor lost.
struct OpportunityInvalid: Command {
  var opportunities = RecordSelection()
  var note: String?
  var at: String?

  static let spec = CommandSpec(
    "opportunity", "invalid", summary: "Close opportunities as invalid: neither won nor lost",
    initial: OpportunityInvalid(),
    arguments: .opportunities(\OpportunityInvalid.opportunities) + [
      .option("note", value: "TEXT", \.note, "What was wrong with them"),
      .closingDay(\.at),
    ], seeAlso: ["opportunity lose"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try opportunities.requireAny()
    let at = try at.map { try ClosingInstant.read($0, session: session) }
    return .change(
      try OpportunityClosing(.invalid(note: note?.nonEmpty), at: at, session: session).run(
        opportunities))
  }
}
