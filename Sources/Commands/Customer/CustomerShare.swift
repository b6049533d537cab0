import CRM
import CommandLineKit
import Tabular
import Values

extension ShareAccess: ChoiceValue {}

/// `crm customer share`: lets other users take part in customers.
struct CustomerShare: Command {
  var customers = RecordSelection()
  var users: [String] = []
  var access: ShareAccess?
  var until: String?
  var cascades = false
  var readsInput = false

  static let spec = CommandSpec(
    "customer", "share", summary: "Share customers with other users",
    discussion: """
      With edit a user may log follow-ups on the customer, and they count for recycling as the owner's \
      do; with read not. Nobody with a grant deletes the customer, gives it away or shares it on: only \
      the owner, those above the owner and admins do (exit 8). Sharing again replaces the grant. It \
      ends by itself when its last day in the store's zone is over, and when the customer goes back to a \
      pool. 'crm share list' lists the grants.
      """,
    initial: CustomerShare(),
    arguments: FilterArguments.selection(
      of: .customer, \CustomerShare.customers, "The customers, by id or unique name") + [
        .option(
          "with", value: "USER", \.users, "The users who get a part in them; required",
          completion: .dynamic("user"), separatesAtCommas: true),
        .option("access", value: "read|edit", \.access, "What they may do; required"),
        .option(
          "until", value: "DAY", \.until, "The last day of it, today or later; else for good"),
        .flag(
          "cascade", \.cascades,
          "Also for the customers below: those whose parent it is, and theirs"),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example(
        "crm customer share 华为技术有限公司 --with li.wei --access edit --until 30d",
        "A colleague helps for a month")
    ], seeAlso: ["customer unshare", "share list", "customer transfer"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let access else {
      throw UserError(
        .usage, "nothing says what the users may do", hints: ["give --access read or --access edit"]
      )
    }
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let written = try Sharing(context.session).share(
      selection, with: users, access: access, until: until, cascades: cascades)
    let result = written.value
    let count = ChangedRecords.count(result.customers.count, .customer)
    return .change(
      ChangeReport(
        result.customers.isEmpty
          ? "nothing changed" : "shared \(count) with \(result.users.joined(separator: ", "))",
        written, records: ChangedRecords.records(result.customers, of: .customer),
        details: [.init("users", .list(result.users.map { .text($0) }))]))
  }
}
