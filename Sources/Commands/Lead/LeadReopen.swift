import CRM
import CommandLineKit

/// `crm lead reopen`: takes disqualified leads up again.
struct LeadReopen: Command {
  var leads = RecordSelection()
  var readsInput = false

  static let spec = CommandSpec(
    "lead", "reopen", summary: "Take disqualified leads up again",
    discussion: """
      They are worked on again, or new when nobody has followed them up; the reason goes, and \
      'crm log' keeps it.
      """,
    initial: LeadReopen(), arguments: .leads(\LeadReopen.leads, readsInput: \.readsInput),
    examples: [
      Example(
        "crm lead reopen --where 'disqualify_reason = no_budget'", "There is money again")
    ], seeAlso: ["lead disqualify"])

  func run(in context: CommandContext) throws -> Outcome {
    try LeadMove(.reopen, session: context.session)
      .report(leads, readsInput: readsInput, in: context, done: "reopened", already: "open")
  }
}
