import CRM
import Catalogue
import CommandLineKit

/// `crm NOUN delete`: takes records out of sight; `restore` and `undo` bring them back.
struct RecordDelete: Sendable {
  var selection = RecordSelection()

  static func spec(_ noun: Noun) -> CommandSpec<RecordDelete> {
    CommandSpec(
      path: noun.path(of: "delete"), aliases: ["rm"],
      summary: "Delete \(noun.plural); restore brings them back", initial: RecordDelete(),
      arguments: FilterArguments.selection(
        of: noun, \RecordDelete.selection, "The records, by id or unique name"))
  }

  func run(_ noun: Noun, in context: CommandContext) throws -> Outcome {
    let session = context.session
    try selection.requireAny()
    let written = try session.write { db in
      let ids = try selection.ids(of: noun, session: session, in: db)
      return (ids, try RecordPresence(noun, session: session, db: db).delete(ids))
    }
    let (ids, parts) = written.value
    var summary = "deleted \(ChangedRecords.count(ids.count, noun))"
    if parts > 0 { summary += " and \(parts) dependent record\(parts == 1 ? "" : "s")" }
    return .change(
      ChangeReport(summary, written, records: ChangedRecords.records(ids, of: noun)))
  }
}
