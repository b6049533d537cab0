import CRM
import Catalogue
import CommandLineKit

/// `crm customer ready`: says that customers are ready to buy.
struct CustomerReady: Command {
  var customers = RecordSelection()
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "ready", summary: "Say that customers are ready to buy",
    discussion: """
      From now on the recycle rules decide again; the clock was not stopped meanwhile.
      """,
    initial: CustomerReady(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerReady.customers, "The customers, by id or unique name") + [
        .flag("stdin", \.readsInput, ReferenceInput.help)
      ],
    examples: [
      Example("crm customer ready 华为技术有限公司", "The rules decide again")
    ], seeAlso: ["customer not-ready"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let written = try RecycleHolding(context.session).end(selection, .notReady)
    let count = ChangedRecords.count(written.value.count, .customer)
    return .change(
      ChangeReport("\(count) ready", written, records: written.value.map(\.changed)))
  }
}
