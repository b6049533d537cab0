import CRM
import Catalogue
import CommandLineKit
import Values

/// `crm dict delete`: takes entries out of option lists.
struct DictDelete: Command {
  var entries = RecordSelection()
  var replacement: String?

  static let spec = CommandSpec(
    "dict", "delete", aliases: ["rm"], summary: "Delete entries of option lists",
    discussion: """
      An entry that records have as a value is only deleted when another one takes its place. \
      'crm dict edit ENTRY --active no' keeps it for those records and offers it no more.
      """,
    initial: DictDelete(),
    arguments: FilterArguments.selection(
      of: .dict, \DictDelete.entries, "The entries, as LIST.KEY, by key or id")
      + [
        .option(
          "replace-with", value: "KEY", \.replacement,
          "The entry of the same list that records get instead")
      ],
    examples: [
      Example(
        "crm dict delete customer.industry.retail --replace-with other", "Retail is no more")
    ], seeAlso: ["dict edit"])

  func run(in context: CommandContext) throws -> Outcome {
    let session = context.session
    try entries.requireAny()
    let written = try session.write { db in
      let ids = try entries.ids(of: .dict, session: session, in: db)
      let replaced = try replacement.map {
        try DictUse(session: session, db: db).replace(ids, with: $0, in: db)
      }
      try RecordPresence(.dict, session: session, db: db).delete(ids)
      return (ids: ids, replaced: replaced ?? 0)
    }
    let (ids, replaced) = written.value
    var summary = "deleted \(ids.count) option\(ids.count == 1 ? "" : "s")"
    if replaced > 0 {
      summary += "; \(replaced) record\(replaced == 1 ? " has" : "s have") another value now"
    }
    return .change(
      ChangeReport(summary, written, records: ChangedRecords.records(ids, of: .dict)))
  }
}
