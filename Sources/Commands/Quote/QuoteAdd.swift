import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm quote add`: an offer with its lines.
struct QuoteAdd: Sendable {
  var opportunity: String?
  var products: [String] = []
  var lines: [String] = []
  var values = FieldValues()

  static func spec(_ noun: Noun) -> CommandSpec<QuoteAdd> {
    CommandSpec(
      "quote", "add", summary: "Add a quote",
      discussion: """
        A quote is for an opportunity, or for a customer alone (--customer). Without lines it takes \
        over those of the opportunity. Without --valid-until it is valid for the days of 'crm quote \
        settings'. 
        """ + LineHelp.form + " " + FieldHelp.customFields(noun),
      initial: QuoteAdd(),
      arguments: [
        .operand(
          "OPPORTUNITY", \.opportunity, "The opportunity that it is for, by id or name",
          completion: .dynamic("opportunity"))
      ] + Argument.lines(of: .quote, products: \.products, \.lines)
        + FieldValues.arguments(of: noun, \.values) {
          $0.isSetAtCreation && $0.name != "opportunity"
        },
      hasDynamicOptions: !noun.describesStore,
      examples: [
        Example("crm quote add 7", "For opportunity 7, with its lines"),
        Example(
          "crm quote add 7 --line 'GTX Pro x 2 @ 4500 -5%' --discount 3% --valid-until 2026-04-30",
          "Lines of its own, and three percent off the whole"),
        Example(
          "crm quote add --customer 华为技术有限公司 --product 'GTX Pro'", "Without an opportunity"),
      ], seeAlso: ["quote submit", "quote line add"])
  }

  func run(in context: CommandContext) throws -> Outcome {
    try context.session.willWrite()
    let noun = try context.session.noun(.quote)
    var given = values.resolved(in: noun)
    if let opportunity, let field = noun.field("opportunity") {
      given.insert((field, opportunity), at: 0)
    }
    if given.isEmpty, products.isEmpty, lines.isEmpty,
      let outcome = try FormSession.addition(of: noun, in: context, { try add($0, in: context) })
    {
      return outcome
    }
    return try add(given, in: context)
  }

  private func add(
    _ given: [(field: Field, text: String)], in context: CommandContext
  ) throws -> Outcome {
    .change(
      try QuoteAddition(session: context.session)
        .run(.init(given, products: products, lines: lines)))
  }
}
