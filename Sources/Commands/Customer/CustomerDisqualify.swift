import CRM
import Catalogue
import CommandLineKit

/// `crm customer disqualify`: marks customers to whom nobody should sell.
struct CustomerDisqualify: Command {
  var customers = RecordSelection()
  var reason = ""
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "disqualify", summary: "Mark customers to whom nobody should sell",
    discussion: """
      They stay where they are, with the reason for everybody to see. Of what somebody owns only the \
      owner or an admin says so.
      """,
    initial: CustomerDisqualify(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerDisqualify.customers, "The customers, by id or unique name") + [
        .option(
          "reason", value: "REASON", \.reason,
          "Why, an entry of customer.disqualify_reason; required",
          completion: .dynamic("option:customer.disqualify_reason")),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example("crm customer disqualify 张伟 --reason 无预算", "They have no budget"),
      Example("crm customer list --where 'disqualified_reason is missing'", "The others"),
    ], seeAlso: ["customer requalify"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let written = try Disqualification(context.session).disqualify(selection, reason: reason)
    let count = ChangedRecords.count(written.value.count, .customer)
    return .change(
      ChangeReport("disqualified \(count)", written, records: written.value.map(\.changed)))
  }
}
