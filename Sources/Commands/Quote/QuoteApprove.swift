import CRM
import CommandLineKit

/// `crm quote approve`: somebody whose limit covers the discount lets a quote pass.
struct QuoteApprove: Command {
  var quotes = RecordSelection()

  static let spec = CommandSpec(
    "quote", "approve", summary: "Approve quotes whose discount needs it",
    discussion: """
      The discount has to be within the limit of one's own roles (exit 8 otherwise). What was \
      approved already stays as it is.
      """,
    initial: QuoteApprove(), arguments: .quotes(\QuoteApprove.quotes),
    examples: [
      Example("crm quote approve --where 'status = submitted'", "All that wait for it")
    ], seeAlso: ["quote submit", "quote reject", "quote settings"])

  func run(in context: CommandContext) throws -> Outcome {
    try quotes.requireAny()
    return QuoteMoveReport.report(
      try QuoteMove(.approve, session: context.session).run(quotes), .approve)
  }
}
