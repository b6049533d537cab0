import CRM
import CommandLineKit

/// `crm pool release`: gives customers back to a pool.
struct PoolRelease: Command {
  var customers = RecordSelection()
  var pool: String?
  var reason = ""
  var leads = false
  var readsInput = false

  static let spec = CommandSpec(
    "pool", "release", summary: "Give customers back to a pool",
    discussion: """
      The open opportunities that the owner has there become ownerless; whoever claims the customer \
      gets them. The owner's open tasks there are cancelled, and nobody has a part in the customer any \
      more. Only the owner or an admin may release a customer.
      """,
    initial: PoolRelease(),
    arguments: FilterArguments.selection(
      of: .customer, \PoolRelease.customers, "The customers, by id or unique name") + [
        .option(
          "pool", value: "POOL", \.pool, "The pool; the public one when not given",
          completion: .dynamic("pool")),
        .option(
          "reason", value: "REASON", \.reason,
          "Why, as an entry of customer.release_reason or in your own words; required",
          completion: .dynamic("option:\(Release.reasons)")),
        PooledRecords.flag(\.leads),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example("crm pool release 华为技术有限公司 --reason 无意向", "They are not interested")
    ], seeAlso: ["pool claim", "pool recycle"])

  func run(in context: CommandContext) throws -> Outcome {
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let holding = try PooledRecords.holding(selection.references, leads: leads)
    let written = try Release(context.session)
      .release(selection, holding, to: pool, reason: reason)
    let count = PooledRecords.count(written.value.customers.count, holding)
    return .change(
      ChangeReport(
        "released \(count) to the pool '\(written.value.pool)'", written,
        records: written.value.customers.map(\.changed),
        details: [.init("pool", .text(written.value.pool))]))
  }
}
