import CRM
import Catalogue
import CommandLineKit

/// `crm customer unlock`: lets customers be recycled again.
struct CustomerUnlock: Command {
  var customers = RecordSelection()
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "unlock", summary: "Let customers be recycled again",
    discussion: """
      From now on the recycle rules decide again; the clock was not stopped meanwhile.
      """,
    initial: CustomerUnlock(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerUnlock.customers, "The customers, by id or unique name") + [
        .flag("stdin", \.readsInput, ReferenceInput.help)
      ],
    examples: [
      Example("crm customer unlock 华为技术有限公司", "The rules decide again")
    ], seeAlso: ["customer lock"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let written = try RecycleHolding(context.session).end(selection, .lock)
    let count = ChangedRecords.count(written.value.count, .customer)
    return .change(
      ChangeReport("unlocked \(count)", written, records: written.value.map(\.changed)))
  }
}
