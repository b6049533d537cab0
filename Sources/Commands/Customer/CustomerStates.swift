import CRM
import CommandLineKit

/// `crm customer states`: the follow states in order, and whether customers may go back.
struct CustomerStates: Command {
  enum Answer: String, CaseIterable, ChoiceValue {
    case yes, no
  }

  var reversible: Answer?

  static let spec = CommandSpec(
    "customer", "states", summary: "Show the follow states, or let customers go back",
    discussion: """
      The states are the entries of the option list customer.status: one initial state, any number \
      between, and final ones that are won or lost. 'crm dict add KEY --dictionary customer.status' \
      adds one between, 'crm dict edit' renames and reorders, 'crm dict delete --replace-with' \
      takes one out and says where its customers go. The initial and the final states stay.
      """,
    initial: CustomerStates(),
    arguments: [
      .option(
        "reversible", value: "yes|no", \.reversible, "Whether customers may go back one step")
    ],
    examples: [
      Example("crm customer states", "The states, with how many customers stand in each"),
      Example("crm customer states --reversible yes", "Customers may go back one step"),
    ], seeAlso: ["customer status", "dict add", "dict delete"])

  func run(in context: CommandContext) throws -> Outcome {
    let overview = StatusOverview(context.session)
    guard let reversible else { return .document(try overview.document()) }
    let written = try overview.setReversible(reversible == .yes)
    return .change(
      ChangeReport(
        reversible == .yes ? "customers may go back one step" : "customers do not go back", written)
    )
  }
}
