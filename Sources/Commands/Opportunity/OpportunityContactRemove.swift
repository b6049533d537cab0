import CRM
import CommandLineKit
import Values

/// `crm opportunity contact remove`: people who no longer have a part in it.
struct OpportunityContactRemove: Command {
  var opportunity: String?
  var contacts: [String] = []

  static let spec = CommandSpec(
    "opportunity", "contact", "remove", summary: "Take contacts away from an opportunity",
    discussion: "The contacts themselves stay.", initial: OpportunityContactRemove(),
    arguments: [
      .operand(
        "OPPORTUNITY", \.opportunity, "The opportunity, by id or name", isRequired: true,
        completion: .dynamic("opportunity")),
      .operand(
        "CONTACT", \.contacts, "The contacts, by id or name", completion: .dynamic("contact")),
    ],
    examples: [Example("crm opportunity contact remove 7 周工", "He has moved on")],
    seeAlso: ["opportunity contact add"])

  func run(in context: CommandContext) throws -> Outcome {
    guard !contacts.isEmpty else { throw UserError(.usage, "no contact is named") }
    return .change(
      try ContactRoles(context.session).remove(contacts, from: opportunity ?? ""))
  }
}
