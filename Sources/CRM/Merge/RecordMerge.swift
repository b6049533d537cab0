import Catalogue
import Store
import Values

/// Makes one record of several of a noun: the survivor takes what it lacks, everything that refers
/// to the others refers to it, and they are deleted as what they were.
///
/// Their ids go on naming it.
struct RecordMerge {
  private let noun: Noun
  private let session: Session
  private let db: WriteTransaction

  init(_ noun: Noun, session: Session, in db: WriteTransaction) throws {
    self.noun = try session.noun(noun)
    self.session = session
    self.db = db
  }

  /// Returns what happened, step by step.
  func merge(
    _ ids: [Int64], into survivor: Int64, taking told: [(field: Field, from: Int64)] = []
  ) throws -> [MergeStep] {
    var steps = try uniteLinks(ids, survivor) + below(ids, survivor)
    for moved in try Repointing(noun.table, session: session, in: db).move(ids, to: survivor) {
      steps.append(.move(try name(of: moved.reference), count: moved.count))
    }
    if let step = try breakCycles(survivor) { steps.append(step) }
    let taken = try TakenFields(noun, records: [survivor] + ids, session: session, in: db)
      .fields(of: survivor, from: ids, told: told)
    try MergedRecords(noun, in: db).add(ids, into: survivor, in: db)
    try giveUpUnique(taken)
    try db.update(
      noun.table, where: "id IN \(ids: ids)", set: [("deleted_at", "\(db.request.at)")])
    let writer = try FieldWriter(session: session, db: db)
    steps =
      try taken.map {
        .take(
          $0.field.name, from: noun.reference($0.from),
          value: try writer.text($0.value, of: $0.field) ?? "")
      } + steps
    try write(taken, to: survivor)
    return ids.map { .merge(noun.reference($0), into: noun.reference(survivor)) } + steps
  }

  /// `opportunities.customer`: records of a noun, and their field.
  private func name(of reference: RecordReference) throws -> String {
    guard let noun = try session.catalogue.nouns.first(where: { $0.table == reference.table })
    else { return "\(reference.table).\(reference.column)" }
    let field = noun.fields.first { $0.column == reference.column }?.name ?? reference.column
    return "\(noun.plural).\(field)"
  }

  private func write(_ taken: [TakenFields.Taken], to survivor: Int64) throws {
    guard !taken.isEmpty else { return }
    let draft = RecordDraft(noun)
    for item in taken {
      draft.set(try draft.number(of: item.field.column), scalar: item.value)
      if let key = item.field.keyColumn {
        draft.set(try draft.number(of: key), scalar: item.key)
      }
    }
    _ = try RecordEditor(noun, session: session, db: db)
      .edit([survivor], set: taken.map(\.field), as: draft)
  }

  /// A unique value moves: two records never have it, in whichever order undo restores them.
  private func giveUpUnique(_ taken: [TakenFields.Taken]) throws {
    for item in taken where noun.uniqueFields.contains([item.field.column]) {
      try db.update(
        noun.table, where: "id = \(item.from)", set: [(item.field.column, "NULL")])
    }
  }

  // MARK: Links

  /// Gives the survivor what any of them has in N:M fields, and takes it from the others.
  private func uniteLinks(_ ids: [Int64], _ survivor: Int64) throws -> [MergeStep] {
    var steps: [MergeStep] = []
    for field in noun.fields {
      guard case .references(let target, let link) = field.type else { continue }
      let groups = target == Noun.tag.name ? try TagGroups.exclusive(in: db) : [:]
      var all = try targets(of: link, survivor)
      for id in ids {
        let new = try targets(of: link, id).filter { !all.contains($0) }
        let excluded = new.filter { tag in
          all.contains { groups[$0] != nil && groups[$0] == groups[tag] }
        }
        let added = new.filter { !excluded.contains($0) }
        all += added
        let from = noun.reference(id)
        if !added.isEmpty {
          steps.append(.unite(field.name, from: from, names: try names(of: added, target)))
        }
        if !excluded.isEmpty {
          steps.append(.drop(field.name, from: from, names: try names(of: excluded, target)))
        }
      }
      let links = try RecordLinks(field, of: noun, session: session, db: db)
      _ = try links.replace(with: [], on: ids)
      _ = try links.change([survivor], adding: all, removing: [])
    }
    return steps
  }

  private func names(of ids: [Int64], _ noun: String) throws -> String {
    let writer = try FieldWriter(session: session, db: db)
    return try ids.map { try writer.name(of: $0, noun: noun) }.joined(separator: ",")
  }

  private func targets(of link: FieldType.LinkTable, _ id: Int64) throws -> [Int64] {
    try db.values(
      """
      SELECT \(identifier: link.target) FROM \(identifier: link.table)
      WHERE \(identifier: link.owner) = \(id) ORDER BY id
      """)
  }

  // MARK: Trees

  /// The fields by which the survivor stands below one of the others, and would below itself.
  private func below(_ ids: [Int64], _ survivor: Int64) throws -> [MergeStep] {
    try noun.fields.filter { $0.type == .reference(noun.name) }.filter { field in
      try db.exists(
        """
        SELECT 1 FROM \(identifier: noun.table)
        WHERE id = \(survivor) AND \(identifier: field.column) IN \(ids: ids)
        """)
    }.map { .clear($0.name, of: noun.reference(survivor)) }
  }

  /// Frees a survivor that came to stand above itself from what it stood below.
  private func breakCycles(_ survivor: Int64) throws -> MergeStep? {
    for field in noun.fields where field.type == .reference(noun.name) {
      let parent = try db.value(
        """
        SELECT \(identifier: field.column) FROM \(identifier: noun.table) WHERE id = \(survivor)
        """, as: Int64?.self)
      guard case .some(.some(let parent)) = parent,
        try TreeCheck.isAbove(survivor, parent, by: field, of: noun, in: db)
      else { continue }
      try db.update(noun.table, where: "id = \(survivor)", set: [(field.column, "NULL")])
      return .clear(field.name, of: noun.reference(survivor))
    }
    return nil
  }
}
