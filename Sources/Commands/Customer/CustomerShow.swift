import CRM
import Catalogue
import CommandLineKit

/// `crm customer show`: a customer with all that belongs to it.
struct CustomerShow: Command {
  var customer: String?
  var sections: [String] = []
  var activities = CustomerView.standardActivities

  static let spec = CommandSpec(
    "customer", "show", summary: "Show a customer with all that belongs to it",
    discussion: """
      One document, in sections; its keys keep their order, and new ones are only added.

      \(CustomerSection.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

      A list is followed by NAME_more, which is true when there are more records than are shown.
      """,
    initial: CustomerShow(),
    arguments: [
      .operand(
        Noun.customer.name.uppercased(), \.customer, "The customer, by id or unique name",
        isRequired: true, completion: .dynamic(Noun.customer.name)),
      .option(
        "sections", value: "SECTION", \.sections, "Only these sections",
        completion: .choices(CustomerSection.names), separatesAtCommas: true),
      .option(
        "activities", value: "N", \.activities,
        "How many follow-ups, from 0 to \(CustomerView.mostActivities)"),
    ],
    examples: [
      Example("crm customer show 华为技术有限公司", "All that there is"),
      Example("crm customer show 1 --sections contacts,activities --activities 3", "Before a call"),
      Example("crm customer show 1 --sections header --json", "The fields alone, for a script"),
    ], seeAlso: ["search", "pool explain", "score explain", "log"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let customer else { return .nothing }
    let fields = context.globals.fields
    if fields == "help" { return try .rows(FieldHelp.feed(.customer, in: context)) }
    return .document(
      try CustomerView(sections: sections, activities: activities, session: context.session)
        .document(of: customer, for: fields))
  }
}
