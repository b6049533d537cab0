import Catalogue
import Store
import Values

/// Deletes records softly and brings them back, together with their parts.
///
/// What is part of what follows from the catalogue, so that a new noun needs no code here.
package struct RecordPresence {
  package let noun: Noun
  private let session: Session
  private let db: WriteTransaction

  private let checks: EntryChecks

  package init(
    _ noun: Noun, session: Session, db: WriteTransaction, checks: EntryChecks = EntryChecks()
  ) {
    self.checks = checks
    self.noun = noun
    self.session = session
    self.db = db
  }

  /// Marks the records and their parts as deleted; returns how many parts went with them.
  @discardableResult
  package func delete(_ ids: [Int64]) throws -> Int {
    let behavior = try NounBehavior.of(noun)
    try behavior.deleting(ids, db, session)
    try askParts(of: noun, "\(ids: ids)")
    try refuseWhileUsed(ids)
    let parts = try setPresence(of: noun, where: "id IN \(ids: ids)", deleted: true)
    try behavior.presenceChanged(ids, db, session)
    return parts - ids.count
  }

  /// Lets the nouns of parts refuse that these are deleted along with what they belong to.
  private func askParts(of noun: Noun, _ records: SQL) throws {
    for (part, field) in try parts(of: noun) {
      let live: SQL = """
        SELECT id FROM \(identifier: part.table)
        WHERE \(identifier: field.column) IN \(records) AND deleted_at IS NULL
        """
      let behavior = try NounBehavior.of(part)
      if behavior.staysWithWhole { try behavior.deleting(try db.values(live), db, session) }
      try askParts(of: part, "(\(live))")
    }
  }

  /// Brings the records back with the parts that were deleted with them; dedupe is checked again.
  package func restore(_ ids: [Int64]) throws {
    try refuseMerged(ids)
    let exceptions = try checks.exceptions(session: session, in: db)
    let finder = try DuplicateFinder(
      try session.noun(noun), exceptions: exceptions, session: session, in: db)
    for id in ids {
      let collisions = try finder.collisions(ofRecord: id)
      for warning in try finder.check(collisions, subject: noun.reference(id)) {
        session.note("warning: \(warning)")
      }
      try finder.letIn(id, collisions)
      try refuseOrphan(id)
    }
    try setPresence(of: noun, where: "id IN \(ids: ids)", deleted: false)
    try refuseDangling(noun, where: "p.id IN \(ids: ids)")
    for (part, field) in try parts(of: noun) {
      try refuseDangling(part, where: "p.\(identifier: field.column) IN \(ids: ids)")
    }
    let behavior = try NounBehavior.of(noun)
    try behavior.presenceChanged(ids, db, session)
    try behavior.restored(
      RestoredRecords(ids: ids, db: db, session: session, exceptions: exceptions))
    try exceptions?.write()
  }

  /// Sets or clears `deleted_at` on the records and, where it had the same value, on their parts.
  @discardableResult
  private func setPresence(of noun: Noun, where records: SQL, deleted: Bool) throws -> Int {
    var count = 0
    for (part, field) in try parts(of: noun) {
      let stamps: SQL =
        deleted
        ? "deleted_at IS NULL"
        : """
        NOT \(MergedRecords.contain(part, id: "\(identifier: part.table).id"))
        AND deleted_at = (SELECT o.deleted_at FROM \(identifier: noun.table) o
          WHERE o.id = \(identifier: part.table).\(identifier: field.column))
        """
      count += try setPresence(
        of: part,
        where: """
          \(identifier: field.column) IN
            (SELECT id FROM \(identifier: noun.table) WHERE \(records)) AND \(stamps)
          """, deleted: deleted)
    }
    let stamp: SQL = deleted ? "\(session.now)" : "NULL"
    return count
      + (try db.update(noun.table, where: records, set: [("deleted_at", stamp)]))
  }

  private func parts(of noun: Noun) throws -> [(noun: Noun, field: Field)] {
    try session.catalogue.parts(of: noun)
  }

  /// Refuses to delete what live records of other nouns refer to, and says how many.
  private func refuseWhileUsed(_ ids: [Int64]) throws {
    guard noun.staysWhileUsed else { return }
    let uses = try RecordUse.all(of: noun, ids: ids, catalogue: session.catalogue, in: db)
      .map { "\($0.count) \($0.count == 1 ? $0.noun.name : $0.noun.plural) (\($0.field.name))" }
    guard uses.isEmpty else {
      throw UserError(
        .no, "\(noun.reference(ids[0])) is in use by \(uses.joined(separator: ", "))",
        code: "E_IN_USE", hints: ["give those another \(noun.name) first"])
    }
  }

  /// Refuses what refers to a deleted stage, team or category, of the records `p` of the condition.
  func refuseDangling(where records: SQL) throws { try refuseDangling(noun, where: records) }

  /// What comes back must not stand in a stage, team or category that was deleted meanwhile.
  private func refuseDangling(_ noun: Noun, where records: SQL) throws {
    for field in noun.fields where field.setter != .history && field.setter != .computed {
      guard let name = field.type.referencedNoun, let target = try session.catalogue.noun(name),
        target.staysWhileUsed,
        let (id, gone) = try db.row(
          """
          SELECT p.id, t.id FROM \(identifier: noun.table) p \(join(target, by: field))
          WHERE \(records) AND p.deleted_at IS NULL AND t.deleted_at IS NOT NULL LIMIT 1
          """, as: Int64.self, Int64.self)
      else { continue }
      throw UserError(
        .conflict,
        "the \(field.name) of \(noun.reference(id)) is \(target.reference(gone)), which is deleted",
        hints: ["restore that first: crm \(target.command) restore \(gone)"])
    }
  }

  /// The records `t` that a field of the records `p` names.
  private func join(_ target: Noun, by field: Field) -> SQL {
    guard case .references(_, let link) = field.type else {
      return "JOIN \(identifier: target.table) t ON t.id = p.\(identifier: field.column)"
    }
    return """
      JOIN \(identifier: link.table) l ON l.\(identifier: link.owner) = p.id
      JOIN \(identifier: target.table) t ON t.id = l.\(identifier: link.target)
      """
  }

  /// What was merged into another record lives on there.
  private func refuseMerged(_ ids: [Int64]) throws {
    for id in ids {
      guard let survivor = try MergedRecords(noun, in: db).survivor(of: id) else { continue }
      throw UserError(
        .conflict, "\(noun.reference(id)) was merged into \(noun.reference(survivor.id))",
        code: "E_MERGED",
        hints: [
          "'crm log \(noun.reference(id))' names the operation that merged it; 'crm undo' takes it "
            + "back"
        ])
    }
  }

  /// A part cannot come back while the record that it belongs to is deleted.
  private func refuseOrphan(_ id: Int64) throws {
    for field in noun.fields where field.makesPart {
      guard case .reference(let name) = field.type, let whole = try session.catalogue.noun(name),
        let owner: Int64 = try db.value(
          """
          SELECT w.id FROM \(identifier: whole.table) w
          JOIN \(identifier: noun.table) p ON p.\(identifier: field.column) = w.id
          WHERE p.id = \(id) AND w.deleted_at IS NOT NULL
          """)
      else { continue }
      throw UserError(
        .conflict, "\(noun.reference(id)) belongs to \(whole.reference(owner)), which is deleted",
        hints: ["restore that first: crm \(whole.command) restore \(owner)"])
    }
  }
}
