import CRM
import Catalogue
import CommandLineKit

/// `crm contract submit`: makes drafts count.
struct ContractSubmit: Command {
  var contracts = RecordSelection()

  static let spec = CommandSpec(
    "contract", "submit", summary: "Submit contracts, so that they count",
    discussion: """
      Without an approval flow a contract is approved at once, which the command says. An approved contract is a \
      deal on the day on which it was signed: today, unless it has another day. What was agreed \
      (customer, amount, days) cannot change from then on.
      """,
    initial: ContractSubmit(),
    arguments: FilterArguments.selection(
      of: .contract, \ContractSubmit.contracts, "The contracts, by id, number or name"),
    examples: [
      Example("crm contract submit 1", "It counts from now on"),
      Example(
        "crm contract submit --where 'approval = draft and signed is present'", "All of them"),
    ], seeAlso: ["contract void", "contract status"])

  func run(in context: CommandContext) throws -> Outcome {
    try contracts.requireAny()
    let written = try ContractSubmission(context.session).submit(contracts)
    let count = ChangedRecords.count(written.value.count, .contract)
    if !written.value.isEmpty { context.session.note(ContractSubmission.isAutomatic) }
    return .change(
      ChangeReport(
        "submitted \(count)", written, records: ContractReport.records(written.value),
        details: [.init("approval", .text("approved"))]))
  }
}
