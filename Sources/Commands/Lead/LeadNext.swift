import CRM
import CommandLineKit

/// `crm lead next`: the lead to work on now.
struct LeadNext: Command {
  static let spec = CommandSpec(
    "lead", "next", summary: "Show the lead that you should work on next",
    discussion: """
      Of your open leads the one with the best score; of equal ones the one whose next follow-up is \
      due first, then the oldest. Without any it exits 1.
      """,
    initial: LeadNext(), arguments: [],
    examples: [Example("crm lead next", "Whom to call now")],
    seeAlso: ["lead list", "score explain"])

  func run(in context: CommandContext) throws -> Outcome {
    .document(try LeadQueue(context.session).first())
  }
}
