import CRM
import Catalogue
import CommandLineKit

/// `crm customer lock`: keeps customers from being recycled.
struct CustomerLock: Command {
  var customers = RecordSelection()
  var until: String?
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "lock", summary: "Keep customers from being recycled",
    discussion: """
      No recycle rule takes a locked customer, up to and including the day of --until. The lock ends \
      when the customer changes hands. An owner may lock as many as 'crm pool settings' says; only \
      the owner or an admin locks.
      """,
    initial: CustomerLock(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerLock.customers, "The customers, by id or unique name") + [
        .option(
          "until", value: "DAY", \.until, "The last day of the lock; it has no end when not given"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example("crm customer lock 华为技术有限公司 --until 2026-04-05", "Due on April 6th at the earliest"),
      Example(
        "crm customer lock --where 'level = A and owner = li.wei'", "All of the important ones"),
    ], seeAlso: ["customer unlock", "customer not-ready", "pool explain"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let written = try RecycleHolding(context.session).hold(selection, .lock, until: until)
    let count = ChangedRecords.count(written.value.count, .customer)
    return .change(
      ChangeReport("locked \(count)", written, records: written.value.map(\.changed)))
  }
}
