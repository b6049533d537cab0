import CRM
import CommandLineKit
import Values

/// `crm pool assign`: gives customers to a user.
struct PoolAssign: Command {
  var customers = RecordSelection()
  var user: String?
  var leads = false
  var readsInput = false

  static let spec = CommandSpec(
    "pool", "assign", summary: "Give customers to a user, from a pool or another owner",
    discussion: """
      Daily limit, cooldown and freeze do not count here, the caps do. Only an admin, or one of the \
      pool, assigns what lies in it; owners may hand on their own.
      """,
    initial: PoolAssign(),
    arguments: FilterArguments.selection(
      of: .customer, \PoolAssign.customers, "The customers, by id or unique name") + [
        .option(
          "to", value: "USER", \.user, "The user who gets them; required",
          completion: .dynamic("user")),
        PooledRecords.flag(\.leads),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [Example("crm pool assign 张伟 --to li.wei", "Give him to a colleague")],
    seeAlso: ["pool claim"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let user else {
      throw UserError(.usage, "nobody is named to get the customers", hints: ["give --to USER"])
    }
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let holding = try PooledRecords.holding(selection.references, leads: leads)
    let written = try Assignment(context.session).assign(selection, holding, to: user)
    let count = PooledRecords.count(written.value.customers.count, holding)
    return .change(
      ChangeReport(
        "assigned \(count) to \(written.value.assignee)", written,
        records: written.value.customers.map(\.changed),
        details: [.init("owner", .text(written.value.assignee))]))
  }
}
