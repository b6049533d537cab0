import CRM
import CommandLineKit

/// `crm quote submit`: a draft is finished, and approved where nobody has to be asked.
struct QuoteSubmit: Command {
  var quotes = RecordSelection()

  static let spec = CommandSpec(
    "quote", "submit", summary: "Submit quotes for approval",
    discussion: """
      From then on a quote stays as it is: changes are made to a new version ('crm quote revise'). \
      It is approved at once, and the report says why, unless its discount below the list prices is \
      beyond the limit of the user's roles (--discount-limit of 'crm role edit') and 'crm quote \
      settings --approval manual' asks for a user's approval.
      """,
    initial: QuoteSubmit(), arguments: .quotes(\QuoteSubmit.quotes),
    examples: [
      Example("crm quote submit 1", "Ready to be sent")
    ], seeAlso: ["quote approve", "quote send"])

  func run(in context: CommandContext) throws -> Outcome {
    try quotes.requireAny()
    return QuoteMoveReport.report(
      try QuoteMove(.submit, session: context.session).run(quotes), .submit)
  }
}
