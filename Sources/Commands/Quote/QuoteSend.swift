import CRM
import CommandLineKit

/// `crm quote send`: notes that quotes went to their customers.
struct QuoteSend: Command {
  var quotes = RecordSelection()

  static let spec = CommandSpec(
    "quote", "send", summary: "Note that quotes were sent to their customers",
    discussion: "Only approved quotes are sent. crm itself sends nothing.",
    initial: QuoteSend(), arguments: .quotes(\QuoteSend.quotes),
    seeAlso: ["quote submit", "quote accept", "quote reject"])

  func run(in context: CommandContext) throws -> Outcome {
    try quotes.requireAny()
    return QuoteMoveReport.report(
      try QuoteMove(.send, session: context.session).run(quotes), .send)
  }
}
