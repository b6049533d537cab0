import CRM
import CommandLineKit

/// `crm quote reject`: an approval is refused, or a customer declines.
struct QuoteReject: Command {
  var quotes = RecordSelection()
  var note: String?

  static let spec = CommandSpec(
    "quote", "reject", summary: "Close quotes that are not approved or not accepted",
    discussion: "A rejected quote can be revised. Drafts are edited or deleted instead.",
    initial: QuoteReject(),
    arguments: .quotes(\QuoteReject.quotes) + [.option("note", value: "TEXT", \.note, "Why")],
    seeAlso: ["quote accept", "quote revise"])

  func run(in context: CommandContext) throws -> Outcome {
    try quotes.requireAny()
    let step = QuoteMove.Step.reject(note: note?.nonEmpty)
    return QuoteMoveReport.report(try QuoteMove(step, session: context.session).run(quotes), step)
  }
}
