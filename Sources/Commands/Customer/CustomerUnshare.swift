import CRM
import CommandLineKit
import Tabular

/// `crm customer unshare`: takes back what was shared.
struct CustomerUnshare: Command {
  var customers = RecordSelection()
  var users: [String] = []
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "unshare", summary: "Share customers no longer",
    discussion: """
      What the users have done meanwhile stays. Only the owner, those above the owner and admins take a \
      grant back (exit 8).
      """,
    initial: CustomerUnshare(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerUnshare.customers, "The customers, by id or unique name") + [
        .option(
          "with", value: "USER", \.users, "The users who have a part in them; required",
          completion: .dynamic("user"), separatesAtCommas: true),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [Example("crm customer unshare 华为技术有限公司 --with li.wei", "The help is over")],
    seeAlso: ["customer share", "share list"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let written = try Sharing(context.session).unshare(selection, with: users)
    let result = written.value
    let count = ChangedRecords.count(result.customers.count, .customer)
    let names = result.users.joined(separator: ", ")
    return .change(
      ChangeReport(
        result.customers.isEmpty
          ? "nothing was shared with \(names)" : "\(count) no longer shared with \(names)",
        written, records: ChangedRecords.records(result.customers, of: .customer)))
  }
}
