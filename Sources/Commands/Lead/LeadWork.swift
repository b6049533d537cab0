import CRM
import CommandLineKit

/// `crm lead work`: says that somebody is at it.
struct LeadWork: Command {
  var leads = RecordSelection()
  var readsInput = false

  static let spec = CommandSpec(
    "lead", "work", summary: "Mark leads as being worked on",
    discussion: """
      The first follow-up on a new lead does the same. A qualified lead goes back so; a disqualified \
      one is reopened first.
      """,
    initial: LeadWork(), arguments: .leads(\LeadWork.leads, readsInput: \.readsInput),
    examples: [Example("crm lead work 1", "Somebody is at it")],
    seeAlso: ["follow", "lead qualify", "lead reopen"])

  func run(in context: CommandContext) throws -> Outcome {
    try LeadMove(.work, session: context.session)
      .report(leads, readsInput: readsInput, in: context, done: "working on", already: "worked on")
  }
}
