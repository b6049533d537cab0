import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm opportunity add`: an opportunity with its product lines.
struct OpportunityAdd: Sendable {
  var customer: String?
  var products: [String] = []
  var lines: [String] = []
  var values = FieldValues()

  static func spec(_ noun: Noun) -> CommandSpec<OpportunityAdd> {
    CommandSpec(
      "opportunity", "add", summary: "Add an opportunity",
      discussion:
        "Without an amount it is the sum of the product lines, and follows them. Without a name it is called "
        + "after the customer and the first product. " + FieldHelp.customFields(noun),
      initial: OpportunityAdd(),
      arguments: [
        .operand(
          "CUSTOMER", \.customer,
          "The customer who may buy, by id or name; without it a form opens on a terminal",
          completion: .dynamic("customer"))
      ] + Argument.lines(of: .opportunity, products: \.products, \.lines)
        + FieldValues.arguments(of: noun, \.values) {
          $0.isSetAtCreation && $0.name != "customer"
        },
      hasDynamicOptions: !noun.describesStore,
      examples: [
        Example(
          "crm opportunity add 华为技术有限公司 --product 'GTX Pro'", "An opportunity for one product"),
        Example(
          "crm opportunity add 华为技术有限公司 --line 'GTX Pro x 2 @ 4500 -5%'",
          "Two pieces at a price of their own, less five percent"),
      ])
  }

  func run(in context: CommandContext) throws -> Outcome {
    try context.session.willWrite()
    let noun = try context.session.noun(.opportunity)
    let given = values.resolved(in: noun)
    guard let customer, let field = noun.field("customer") else {
      return try FormSession.addition(
        of: noun, insteadOf: "CUSTOMER",
        isAlone: given.isEmpty && products.isEmpty && lines.isEmpty, in: context
      ) { try add($0, in: context) }
    }
    return try add([(field, customer)] + given, in: context)
  }

  private func add(
    _ given: [(field: Field, text: String)], in context: CommandContext
  ) throws -> Outcome {
    .change(
      try OpportunityAddition(session: context.session)
        .run(.init(given, products: products, lines: lines)))
  }
}
