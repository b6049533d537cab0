import CRM
import Catalogue
import CommandLineKit

/// `crm customer status`: moves customers on in the process.
struct CustomerStatus: Command {
  var customers = RecordSelection()
  var state = ""
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "status", summary: "Move customers to another follow status",
    discussion: """
      Customers go forward to any later state. Where 'crm customer states' says so, they may go \
      back one step. A won or lost customer stays so until 'crm customer reopen'. Either all \
      customers move or none.
      """,
    initial: CustomerStatus(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerStatus.customers, "The customers, by id or unique name") + [
        .operand(
          "STATE", \.state, "The state that they get, by key or title", isRequired: true,
          completion: .dynamic("option:\(FollowStates.list)")),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example("crm customer status 华为技术有限公司 意向确认", "They are interested"),
      Example(
        "crm customer status --where 'source = exhibition and status = pending' intent",
        "All from the exhibition"),
    ], seeAlso: ["customer states", "customer reopen"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let written = try StatusMove(context.session).move(selection, to: state)
    let result = written.value
    let title = result.state.label[context.language]
    let count = ChangedRecords.count(result.customers.count, .customer)
    let verb = result.asked == 1 ? "it already is" : "all of them already are"
    return .change(
      ChangeReport(
        result.customers.isEmpty
          ? "\(verb) in '\(title)'" : "moved \(count) to '\(title)'", written,
        records: ChangedRecords.records(result.customers, of: .customer),
        details: [.init("status", .text(result.state.key))]))
  }
}
