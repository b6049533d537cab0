import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm customer not-ready`: says that customers do not buy before a day.
struct CustomerNotReady: Command {
  var customers = RecordSelection()
  var until: String?
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "not-ready", summary: "Say that customers do not buy before a day",
    discussion: """
      No recycle rule takes such a customer, up to and including the day. That ends when the customer \
      changes hands. An owner may have as many as 'crm pool settings' says; only the owner or an \
      admin says so.
      """,
    initial: CustomerNotReady(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerNotReady.customers, "The customers, by id or unique name") + [
        .option("until", value: "DAY", \.until, "The last day; required"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example("crm customer not-ready 华为技术有限公司 --until 2026-09-30", "They buy in autumn")
    ], seeAlso: ["customer ready", "customer lock"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    guard let until else {
      throw UserError(
        .usage, "until when they are not ready is missing", hints: ["give it as --until DAY"])
    }
    let written = try RecycleHolding(context.session).hold(selection, .notReady, until: until)
    let count = ChangedRecords.count(written.value.count, .customer)
    return .change(
      ChangeReport("\(count) not ready yet", written, records: written.value.map(\.changed)))
  }
}
