import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm quote revise`: a new version of an offer.
struct QuoteRevise: Sendable {
  var quote: String?
  var values = FieldValues()

  static func spec(_ noun: Noun) -> CommandSpec<QuoteRevise> {
    CommandSpec(
      "quote", "revise", summary: "Make a new version of a quote",
      discussion: """
        The new version is a draft with the lines and fields of the one before, at the prices of \
        their day, and takes its place; the old one stays readable. Options set fields anew.
        """,
      initial: QuoteRevise(),
      arguments: [
        .operand(
          "QUOTE", \.quote, "The quote, by id or number", isRequired: true,
          completion: .dynamic("quote"))
      ]
        + FieldValues.arguments(of: noun, \.values) {
          $0.isEditable && $0.name != "external_id"
        },
      hasDynamicOptions: !noun.describesStore,
      seeAlso: ["quote show", "quote line edit"])
  }

  func run(in context: CommandContext) throws -> Outcome {
    guard let quote else { return .nothing }
    try context.session.willWrite()
    let noun = try context.session.noun(.quote)
    return .change(
      try QuoteRevision(session: context.session).run(quote, values.resolved(in: noun)))
  }
}
