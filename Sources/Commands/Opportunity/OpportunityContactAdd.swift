import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm opportunity contact add`: a person behind an opportunity, and their part in it.
struct OpportunityContactAdd: Command {
  var opportunity: String?
  var contact: String?
  var role: String?
  var remark: String?

  static let spec = CommandSpec(
    "opportunity", "contact", "add", summary: "Add a contact to an opportunity, with a role",
    discussion: """
      The contacts of the opportunity's customer are looked through first; those of others may have a \
      part in it, too. A contact has one role in an opportunity.
      """,
    initial: OpportunityContactAdd(),
    arguments: [
      .operand(
        "OPPORTUNITY", \.opportunity, "The opportunity, by id or name", isRequired: true,
        completion: .dynamic("opportunity")),
      .operand(
        "CONTACT", \.contact, "The contact, by id or name", isRequired: true,
        completion: .dynamic("contact")),
      .option(
        "role", value: "KEY", \.role, "The contact's part in it (required)",
        completion: .dynamic("option:opportunity.contact_role")),
      .option("remark", value: "TEXT", \.remark, "What else is to say"),
    ],
    examples: [
      Example("crm opportunity contact add 7 陈总 --role decision_maker", "Whom to convince")
    ], seeAlso: ["opportunity contact list", "opportunity contact remove", "opportunity show"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    guard let role, !role.isEmpty else {
      let roles = try session.read { try OptionList("opportunity.contact_role", in: $0) }
      let keys = roles.entries.filter(\.isActive).map(\.key).joined(separator: ", ")
      throw UserError(
        .usage, "a contact has a role in an opportunity", code: "E_REQUIRED",
        hints: ["--role takes one of: \(keys)"])
    }
    return .change(
      try ContactRoles(session).add(
        contact ?? "", to: opportunity ?? "", as: role, remark: remark?.nonEmpty))
  }
}
