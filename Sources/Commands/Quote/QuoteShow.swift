import CRM
import CommandLineKit

/// `crm quote show`: an offer with its lines, what they come to, and its versions.
struct QuoteShow: Command {
  var quote: String?

  static let spec = CommandSpec(
    "quote", "show", summary: "Show a quote with its lines, sums and versions",
    discussion: """
      The total is the sum of the lines less the discount in percent, rounded half up, less the \
      discount amount.
      """,
    initial: QuoteShow(),
    arguments: [
      .operand(
        "QUOTE", \.quote, "The quote, by id or number", isRequired: true,
        completion: .dynamic("quote"))
    ],
    examples: [Example("crm quote show 1", "The whole document")],
    seeAlso: ["quote line list", "quote revise"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let quote else { return .nothing }
    let session = context.session
    return try session.read { db in
      let id = try ReferenceResolver(.quote, session: session, in: db).id(for: quote)
      return .document(try QuoteDocument(session: session, db: db).document(of: id))
    }
  }
}
