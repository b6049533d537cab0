import CRM
import Catalogue
import CommandLineKit
import Store
import Values

/// `crm NOUN restore`: brings deleted records back, with what was deleted along with them.
struct RecordRestore: Sendable {
  var selection = RecordSelection()
  var checks = EntryChecks()

  static func spec(_ noun: Noun) -> CommandSpec<RecordRestore> {
    CommandSpec(
      path: noun.path(of: "restore"), summary: "Bring deleted \(noun.plural) back",
      discussion: "The list of deleted records is shown by 'crm \(noun.command) list --deleted'."
        + (PoolHolding.allCases.contains { $0.noun.name == noun.name }
          ? " What comes back belongs to whoever had it, as far as caps allow (exit 6) and the user is active."
          : ""),
      initial: RecordRestore(),
      arguments: FilterArguments.selection(
        of: noun, \RecordRestore.selection, "The deleted records, by id or unique name")
        + EntryCheckOptions.arguments(of: noun, \.checks, setsFields: false))
  }

  func run(_ noun: Noun, in context: CommandContext) throws -> Outcome {
    let session = context.session
    try selection.requireAny()
    let written = try session.write { db in
      let ids = try deletedIDs(of: noun, session: session, in: db)
      try RecordPresence(noun, session: session, db: db, checks: checks).restore(ids)
      return ids
    }
    return .change(
      ChangeReport(
        "restored \(ChangedRecords.count(written.value.count, noun))", written,
        records: ChangedRecords.records(written.value, of: noun)))
  }

  /// The deleted records that are named, or that the conditions find.
  private func deletedIDs(
    of noun: Noun, session: Session, in db: ReadTransaction
  ) throws -> [Int64] {
    let named = try selection.references.map { try deletedID($0, of: noun, in: db) }
    guard !selection.filter.isEmpty else { return named }
    var query = try RecordQuery(noun, session: session)
    query.showsDeleted = true
    query.sort = ["id"]
    try query.add(
      selection.filter, reader: try FieldReader(.option, session: session, db: db))
    if !named.isEmpty { query.conditions.append("r.id IN \(ids: named)") }
    return try db.values(try query.sql(["r.id"]))
  }

  private func deletedID(_ text: String, of noun: Noun, in db: ReadTransaction) throws -> Int64 {
    let prefix = noun.name + "/"
    let digits = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    guard let id = try Int64(digits) ?? deleted(named: text, of: noun, in: db),
      let isDeleted: Bool = try db.value(
        "SELECT deleted_at IS NOT NULL FROM \(identifier: noun.table) WHERE id = \(id)")
    else {
      throw UserError(
        .notFound, "no deleted \(noun.name) '\(text)'",
        hints: ["'crm \(noun.command) list --deleted' shows the ids"])
    }
    guard isDeleted else {
      throw UserError(.conflict, "\(noun.reference(id)) is not deleted")
    }
    return id
  }

  /// The one deleted record of this name, number or login; several have to be told apart by id.
  private func deleted(
    named text: String, of noun: Noun, in db: ReadTransaction
  ) throws -> Int64? {
    let isNamed = (["external_id"] + noun.identifyingFields).map {
      "\(identifier: $0) = \(text)" as SQL
    }.joined(separator: " OR ")
    let ids: [Int64] = try db.values(
      """
      SELECT id FROM \(identifier: noun.table)
      WHERE deleted_at IS NOT NULL AND (\(isNamed)) ORDER BY id LIMIT 4
      """)
    guard ids.count < 2 else {
      let names = ids.map(noun.reference).joined(separator: ", ")
      throw UserError(
        .ambiguous, "'\(text)' names more than one deleted \(noun.name)", code: "E_AMBIGUOUS",
        hints: ["candidates: \(names)"])
    }
    return ids.first
  }
}
