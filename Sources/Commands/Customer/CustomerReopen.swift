import CRM
import Catalogue
import CommandLineKit

/// `crm customer reopen`: takes customers out of a final status.
struct CustomerReopen: Command {
  var customers = RecordSelection()
  var target: String?
  var reason = ""
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "reopen", summary: "Open won or lost customers again",
    discussion: """
      They go back to the state that they were closed from, or to the initial one where that is not \
      known. Only an admin or a manager does this. The reason stands in 'crm log'.
      """,
    initial: CustomerReopen(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerReopen.customers, "The customers, by id or unique name") + [
        .option("reason", value: "TEXT", \.reason, "Why; required"),
        .option(
          "to", value: "STATE", \.target, "The state that they get instead",
          completion: .dynamic("option:\(FollowStates.list)")),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example(
        "crm customer reopen --where 'status = lost and score >= 30' --reason '新预算'",
        "Another try with the promising ones")
    ], seeAlso: ["customer status"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let written = try StatusReopening(context.session)
      .reopen(selection, to: target, reason: reason)
    return .change(
      ChangeReport(
        "opened \(ChangedRecords.count(written.value.count, .customer)) again", written,
        records: ChangedRecords.records(written.value, of: .customer)))
  }
}
