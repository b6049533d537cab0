import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm pool delete`: takes pools away, whose customers may go to another one first.
struct PoolDelete: Command {
  var pools = RecordSelection()
  var destination: String?

  static let spec = CommandSpec(
    "pool", "delete", aliases: ["rm"], summary: "Delete pools; restore brings them back",
    discussion: """
      A pool in which customers lie, or which rules name, is not deleted. With --move-to its \
      customers go to another pool in the same operation.
      """,
    initial: PoolDelete(),
    arguments: FilterArguments.selection(of: .pool, \PoolDelete.pools, "The pools, by id or name")
      + [
        .option(
          "move-to", value: "POOL", \.destination, "The pool that the customers go to",
          completion: .dynamic("pool"))
      ],
    examples: [Example("crm pool delete 西部 --move-to public", "West is no pool any more")],
    seeAlso: ["pool move"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try pools.requireAny()
    let written = try session.write { db in
      let ids = try pools.ids(of: .pool, session: session, in: db)
      let moved = try destination.map { try PoolDeletion.empty(ids, into: $0, session, db) }
      try RecordPresence(.pool, session: session, db: db).delete(ids)
      return (ids: ids, moved: moved ?? 0)
    }
    let (ids, moved) = written.value
    var summary = "deleted \(ChangedRecords.count(ids.count, .pool))"
    if moved > 0 { summary += "; \(ChangedRecords.count(moved, .customer)) moved" }
    return .change(
      ChangeReport(summary, written, records: ChangedRecords.records(ids, of: .pool)))
  }
}
