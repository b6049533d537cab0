import CRM
import CommandLineKit
import Values

/// `crm pool move`: moves customers to another pool.
struct PoolMoveCommand: Command {
  var customers = RecordSelection()
  var pool: String?
  var leads = false
  var readsInput = false

  static let spec = CommandSpec(
    "pool", "move", summary: "Move customers or leads to another pool",
    discussion: """
      They have to lie in pools that you run, and the other pool has to take them. They wait there \
      from now on; a freeze by their former pool's last recycling or release goes on.
      """,
    initial: PoolMoveCommand(),
    arguments: FilterArguments.selection(
      of: .customer, \PoolMoveCommand.customers, "The customers, by id or unique name") + [
        .option(
          "to", value: "POOL", \.pool, "The pool that they come to; required",
          completion: .dynamic("pool")),
        PooledRecords.flag(\.leads),
        .flag("stdin", \.readsInput, ReferenceInput.help),
      ],
    examples: [
      Example("crm pool move --where 'pool = public and name ~ 恒达' --to 西部", "What belongs there")
    ], seeAlso: ["pool assign", "pool release"])

  func run(in context: CommandContext) throws -> Outcome {
    guard let pool else {
      throw UserError(.usage, "no pool is named", hints: ["give --to POOL"])
    }
    let selection = try ReferenceInput.selection(customers, readsInput: readsInput, in: context)
    let holding = try PooledRecords.holding(selection.references, leads: leads)
    let written = try PoolMove(context.session).move(selection, holding, to: pool)
    let count = PooledRecords.count(written.value.customers.count, holding)
    return .change(
      ChangeReport(
        "moved \(count) to the pool '\(written.value.pool)'", written,
        records: written.value.customers.map(\.changed),
        details: [.init("pool", .text(written.value.pool))]))
  }
}
