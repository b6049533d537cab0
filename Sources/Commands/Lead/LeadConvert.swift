import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm lead convert`: makes a customer, a contact and an opportunity of a lead.
struct LeadConvert: Command {
  var lead = ""
  var into: String?
  var owner: String?
  var customer: String?
  var contact: String?
  var opportunity: String?
  var products: [String] = []
  var lines: [String] = []
  /// Fields of the opportunity.
  var values = FieldValues()

  /// The fields of an opportunity that have an option here; `crm opportunity edit` sets the others.
  private static let opportunityFields = ["amount", "expected_close", "pipeline", "stage"]

  static let spec = CommandSpec(
    "lead", "convert", summary: "Make a customer, a contact and an opportunity of a lead",
    discussion: """
      The company becomes an enterprise, or without one the person an individual; the person becomes \
      its contact. Follow-ups go along and count for the customer from then on. Custom fields fill \
      those of the same key. The new records belong to the owner of the lead. The lead stays as it \
      is, with its history, and cannot be edited or converted again. An equal customer refuses it \
      (exit 9): --into adds the person to that one. All of it is one operation, which 'crm undo' \
      takes back.
      """,
    initial: LeadConvert(),
    arguments: [
      .operand(
        "LEAD", \.lead, "The lead, by id or unique name", isRequired: true,
        completion: .dynamic("lead")),
      .option(
        "into", value: "CUSTOMER", \.into, "Add the person to this customer instead of a new one",
        completion: .dynamic("customer")),
      .option(
        "owner", value: "USER", \.owner, "Who owns the new records instead",
        completion: .dynamic("user")),
      .option(
        "customer", value: "FIELD=VALUE,…", \.customer,
        "Fields of the new customer that the lead does not have, such as uscc=…,level=A"),
      .option(
        "contact", value: "FIELD=VALUE,…", \.contact,
        "The same for the contact: decision_maker=yes"),
      .option(
        "opportunity", value: "NAME", \.opportunity, "Make an opportunity of this name as well"),
      .option(
        "product", value: "PRODUCT", \.products,
        "A product of the opportunity: a line of one piece at its list price",
        completion: .dynamic("product")),
      .option(
        "line", value: "product=P,quantity=N,price=A", \.lines,
        "A product line of the opportunity; without a price the list price counts"),
    ]
      + FieldValues.arguments(of: .opportunity, \.values) { opportunityFields.contains($0.name) },
    examples: [
      Example("crm lead convert 1", "A customer and its contact"),
      Example(
        "crm lead convert 1 --opportunity '首批采购' --amount 96000 --customer level=A",
        "With an opportunity, and a level for the customer"),
      Example("crm lead convert 1 --into 华为技术有限公司", "Another person at a customer"),
    ], seeAlso: ["lead qualify", "customer add", "opportunity add"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try session.willWrite()
    var conversion = LeadConversion(session)
    conversion.into = into
    conversion.owner = owner
    conversion.customer = try assignments(customer, of: session.noun(.customer), "customer")
    conversion.contact = try assignments(contact, of: session.noun(.contact), "contact")
    conversion.opportunity = try content()
    let written = try conversion.run(lead)
    let result = written.value
    let became = result.records.map { "\($0.reference) \($0.title ?? "")" }
    return .change(
      ChangeReport(
        "converted \(Noun.lead.reference(result.lead)) \(result.name) into "
          + became.joined(separator: ", "), written, records: result.records,
        details: [.init("lead", .text(Noun.lead.reference(result.lead)))]))
  }

  private func assignments(
    _ text: String?, of noun: Noun, _ option: String
  ) throws -> [(field: Field, text: String)] {
    guard let text = text?.nonEmpty else { return [] }
    return try FieldAssignments.parse(text, of: noun, option: option)
  }

  /// The opportunity, when one is wanted; what only it has needs its name.
  private func content() throws -> LinedContent? {
    let given = values.resolved(in: .opportunity)
    guard let name = opportunity?.nonEmpty, let field = Noun.opportunity.field("name") else {
      guard given.isEmpty, products.isEmpty, lines.isEmpty else {
        throw UserError(
          .usage, "the opportunity needs a name", hints: ["give it as --opportunity NAME"])
      }
      return nil
    }
    return .init([(field, name)] + given, products: products, lines: lines)
  }
}
