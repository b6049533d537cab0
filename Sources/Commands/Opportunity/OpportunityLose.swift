import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm opportunity lose`: closes opportunities as lost, with a reason.
struct OpportunityLose: Command {
  var opportunities = RecordSelection()
  var reason: String?
  var competitor: String?
  var note: String?
  var at: String?

  static let spec = CommandSpec(
    "opportunity", "lose", summary: "Close opportunities as lost",
    discussion: "The amount stays. The reason 'other' needs a note.", initial: OpportunityLose(),
    arguments: .opportunities(\OpportunityLose.opportunities) + [
      .option(
        "reason", value: "KEY", \.reason, "Why it was lost (required)",
        completion: .dynamic("option:opportunity.lost_reason")),
      .option("competitor", value: "TEXT", \.competitor, "Who won instead"),
      .option("note", value: "TEXT", \.note, "What else is to say"),
      .closingDay(\.at),
    ],
    examples: [
      Example(
        "crm opportunity lose 7 --reason competitor --competitor Initech",
        "Opportunity 7 went to a competitor")
    ], seeAlso: ["opportunity win", "opportunity invalid"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try opportunities.requireAny()
    guard let reason, !reason.isEmpty else {
      let reasons = try session.read { try OptionList("opportunity.lost_reason", in: $0) }
      let keys = reasons.entries.filter(\.isActive).map(\.key).joined(separator: ", ")
      throw UserError(
        .usage, "a lost opportunity needs a reason", code: "E_REQUIRED",
        hints: ["--reason takes one of: \(keys)"])
    }
    let at = try at.map { try ClosingInstant.read($0, session: session) }
    let ending = OpportunityClosing.Ending.lost(
      reason: reason, competitor: competitor?.nonEmpty, note: note?.nonEmpty)
    return .change(try OpportunityClosing(ending, at: at, session: session).run(opportunities))
  }
}
