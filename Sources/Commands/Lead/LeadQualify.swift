import CRM
import CommandLineKit

/// `crm lead qualify`: says that leads are worth becoming customers.
struct LeadQualify: Command {
  var leads = RecordSelection()
  var readsInput = false

  static let spec = CommandSpec(
    "lead", "qualify", summary: "Mark leads as qualified",
    discussion: "A qualified lead is worth becoming a customer; 'crm lead convert' makes it one.",
    initial: LeadQualify(), arguments: .leads(\LeadQualify.leads, readsInput: \.readsInput),
    examples: [
      Example("crm lead qualify --where 'score >= 60'", "All with enough points")
    ], seeAlso: ["lead convert", "lead disqualify"])

  func run(in context: CommandContext) throws -> Outcome {
    try LeadMove(.qualify, session: context.session)
      .report(leads, readsInput: readsInput, in: context, done: "qualified", already: "qualified")
  }
}
