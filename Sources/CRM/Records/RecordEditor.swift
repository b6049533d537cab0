import Catalogue
import Store
import Values

/// Changes fields of existing records, with the same reading, comparing and events as creation.
package struct RecordEditor {
  package let noun: Noun
  private let session: Session
  private let db: WriteTransaction
  private let reader: FieldReader
  private let checks: EntryChecks

  package init(
    _ noun: Noun, session: Session, db: WriteTransaction, checks: EntryChecks = EntryChecks()
  ) throws {
    self.noun = try session.noun(noun)
    self.checks = checks
    self.session = session
    self.db = db
    reader = try FieldReader(.option, session: session, db: db)
    reader.isStrict = checks.isStrict
  }

  /// Sets the fields to the values that the texts name, on all records; empty text clears.
  ///
  /// With `pinning`, rules that decide some of the fields leave the records alone from now on. Returns
  /// the records that changed.
  package func edit(
    _ ids: [Int64], set values: [(field: Field, text: String)], pinning: Bool = false
  ) throws -> [Int64] {
    let draft = RecordDraft(noun)
    for (field, text) in values {
      try Self.refuseUneditable(field, of: noun)
      if TrimmedBytes.trimmed(text).isEmpty { try Self.refuseClearing(field, of: noun, in: db) }
      if field.isLink {
        draft.links[field.name] = try reader.ids(text, as: field)
        continue
      }
      let column = try draft.number(of: field.column)
      var text = text
      try text.withUTF8 { try reader.read($0, as: field, into: column, of: draft) }
    }
    return try edit(ids, set: values.map(\.field), as: draft, pinning: pinning)
  }

  /// Sets the fields to the values that the draft has, on all records, and returns those that
  /// changed.
  package func edit(
    _ ids: [Int64], set edited: [Field], as draft: RecordDraft, pinning: Bool = false
  ) throws -> [Int64] {
    var given: [String: Scalar] = [:]
    var assignments: [(column: String, value: SQL)] = []
    var links: [(field: Field, targets: [Int64])] = []
    for field in edited {
      try Self.refuseUneditable(field, of: noun)
      if field.isLink {
        links.append((field, draft.links[field.name] ?? []))
        continue
      }
      if draft.scalar(try draft.number(of: field.column)) == .null {
        try Self.refuseClearing(field, of: noun, in: db)
      }
      for name in [field.column, field.keyColumn].compactMap({ $0 }) {
        let scalar = draft.scalar(try draft.number(of: name))
        given[name] = scalar
        assignments.append((name, "\(scalar)"))
      }
    }
    try ClassificationGuard(noun, fields: edited, session: session, db: db)
      .check(ids, given: given, pinning: pinning)
    try refuseTaken(ids, given: given)
    let changed = try apply(assignments, links: links, to: ids)
    guard !changed.isEmpty else { return [] }
    try NounBehavior.of(noun).edited(changed, db)
    let fields = Set(edited.map(\.name))
    try TreeCheck.refuseCycles(in: noun, fields: fields, ids: changed, session: session, db: db)
    let exceptions = try checks.exceptions(session: session, in: db)
    try compare(changed, fields: fields, exceptions)
    try NounBehavior.of(noun).changed(
      RecordChange(
        noun: noun, ids: changed, fields: fields, db: db, session: session, exceptions: exceptions))
    try exceptions?.write()
    return changed
  }

  private func apply(
    _ assignments: [(column: String, value: SQL)],
    links: [(field: Field, targets: [Int64])], to ids: [Int64]
  ) throws -> [Int64] {
    var changed: [Int64] = []
    if !assignments.isEmpty {
      let differs = assignments.map { "\(identifier: $0.column) IS NOT \($0.value)" as SQL }
      changed = try db.values(
        """
        SELECT id FROM \(identifier: noun.table)
        WHERE id IN \(ids: ids) AND (\(differs.joined(separator: " OR "))) ORDER BY id
        """)
      try db.update(noun.table, where: "id IN \(ids: changed)", set: assignments)
    }
    for (field, targets) in links {
      changed += try RecordLinks(field, of: noun, session: session, db: db)
        .replace(with: targets, on: ids)
    }
    return links.isEmpty ? changed : Set(changed).sorted()
  }

  /// Throws for a field that is not set by `edit`, naming the verb that sets it.
  package static func refuseUneditable(_ field: Field, of noun: Noun) throws {
    switch field.setter {
    case .anyone: break
    case .creation(let verb):
      throw UserError(
        .usage, "\(field.name) is not set by edit", hints: ["use 'crm \(verb)'"])
    case .creationOnly:
      throw UserError(.usage, "\(field.name) of a \(noun.name) never changes")
    case .history, .computed:
      throw UserError(.usage, "\(field.name) is set by crm itself")
    }
  }

  /// Refuses to take the value of a field that every record has, also one that new records get by themselves.
  static func refuseClearing(_ field: Field, of noun: Noun, in db: ReadTransaction) throws {
    guard
      try field.isRequired
        || db.exists(
          """
          SELECT 1 FROM pragma_table_info(\(noun.table)) WHERE name = \(field.column) AND "notnull"
          """)
    else { return }
    throw UserError(.usage, "\(noun.name) needs a value for \(field.name)", code: "E_REQUIRED")
  }

  /// Refuses values that are unique and that another record has, before the store does.
  private func refuseTaken(_ ids: [Int64], given: [String: Scalar]) throws {
    let rules = DedupeRule.unique(of: noun).filter { rule in
      rule.columns.contains { given[$0] != nil } || rule.condition != nil
    }
    guard !rules.isEmpty else { return }
    let finder = try DuplicateFinder(noun, rules: rules, session: session, in: db)
    for id in ids {
      let collisions = try finder.collisions(ofRecord: id, with: given)
      _ = try finder.check(collisions.filter { !$0.isDeleted }, subject: noun.reference(id))
    }
  }

  /// Runs the dedupe rules over records whose compared fields changed.
  private func compare(
    _ ids: [Int64], fields: Set<String>, _ exceptions: DuplicateExceptions?
  ) throws {
    let finder = try DuplicateFinder(noun, exceptions: exceptions, session: session, in: db)
    let columns = Set(
      noun.fields.filter { fields.contains($0.name) }.flatMap {
        [$0.column, $0.keyColumn].compactMap { $0 }
      })
    guard !columns.isDisjoint(with: try finder.comparedColumns()) else { return }
    for id in ids {
      let collisions = try finder.collisions(ofRecord: id)
      for warning in try finder.check(collisions, subject: noun.reference(id)) {
        session.note("warning: \(warning)")
      }
      try finder.letIn(id, collisions)
    }
  }
}
