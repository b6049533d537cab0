import Catalogue
import Store
import Values

/// Makes records of one noun: the one way in for commands, files and other records.
///
/// Fill the draft, call `create` for every record, and `finish` once at the end.
package final class RecordCreator {
  package let noun: Noun
  package let draft: RecordDraft
  package let rules: any CreationRules
  private let context: CreationContext
  private let inserter: BulkInsert
  /// Links of new records, put aside until all records are there.
  private var links: [String: StagedRows] = [:]
  /// Where the texts of very many records go for search.
  private var searchBlocks: SearchBlocks?
  private let now: String
  private let createdAt: Int
  private let createdBy: Int
  private let updatedAt: Int
  private let required: [(column: Int, name: String)]
  /// The instants that only the program and historic imports set.
  private let history: [(column: Int, name: String)]

  package init(_ noun: Noun, in context: CreationContext) throws {
    let noun = try context.session.noun(noun)
    self.noun = noun
    self.context = context
    let draft = RecordDraft(noun)
    self.draft = draft
    rules = try NounBehavior.of(noun).creation(context)
    inserter = try BulkInsert(into: noun.table, columns: draft.columns, in: context.db)
    now = context.db.request.at.description
    createdAt = try draft.number(of: "created_at")
    createdBy = try draft.number(of: "created_by")
    updatedAt = try draft.number(of: "updated_at")
    history = try noun.fields.filter { $0.setter == .history && $0.type == .instant }.map {
      (try draft.number(of: $0.column), $0.name)
    }
    required = try noun.fields.filter(\.isRequired).map {
      (try draft.number(of: $0.column), $0.name)
    }
  }

  /// The id that the next record gets.
  package var nextID: Int64 { inserter.nextID }

  /// Completes the draft as its noun wants it; the draft can then be compared and inserted.
  package func prepare() throws {
    draft.fill(createdAt, with: .text(now))
    draft.fill(createdBy, with: context.db.request.actor.scalar)
    draft.set(updatedAt, text: now)
    try refuseFuture()
    draft.fillDefaults()
    try rules.prepare(draft, id: inserter.nextID)
    let asked = context.source == .command ? try requiredByForm() : []
    for (column, name) in required + asked where !draft.hasValue(column) {
      throw UserError(
        .usage, "\(noun.name) needs a value for \(name)", code: "E_REQUIRED",
        hints: [
          context.source.isImport
            ? "--map, --default or --set gives one"
            : "'crm \(noun.command) add --help' shows where it stands"
        ])
    }
  }

  /// What the form for such a record wants to be filled in.
  private func requiredByForm() throws -> [(column: Int, name: String)] {
    let type = try noun.field("type").flatMap { draft.string(try draft.number(of: $0.column)) }
    return try FormLayout(of: noun, type: type, forEditing: false, in: context.db).items
      .filter { $0.isRequired && !$0.field.isLink }
      .map { (try draft.number(of: $0.field.column), $0.field.name) }
  }

  /// What a file takes over from the past cannot lie ahead.
  private func refuseFuture() throws {
    guard context.source.isHistoric else { return }
    for (column, name) in history {
      guard let at = draft.string(column), at > now else { continue }
      throw UserError(
        .usage, "\(name) \(at) lies in the future", code: "E_\(name.uppercased())")
    }
  }

  /// Inserts the prepared draft and returns its id.
  package func insert() throws -> Int64 {
    let id = try draft.insert(with: inserter)
    try searchBlocks?.append(draft, as: id)
    for (name, targets) in draft.links where !targets.isEmpty {
      let staged = try staged(name)
      for target in targets { try staged.append([.integer(id), .integer(target)]) }
    }
    return id
  }

  private func staged(_ field: String) throws -> StagedRows {
    if let known = links[field] { return known }
    let staged = try StagedRows(
      "created_\(noun.name)_\(field)",
      columns: "record INTEGER, target INTEGER, PRIMARY KEY (record, target)", width: 2,
      in: context.db)
    links[field] = staged
    return staged
  }

  /// From here on the index of search gets the records as they are made, instead of at the end.
  func writeSearchBlocks() throws {
    guard let searched = SearchedNoun.all.first(where: { $0.noun.name == noun.name }) else {
      return
    }
    searchBlocks = try SearchBlocks(of: searched, in: context.db)
    context.session.searchBlocks = searchBlocks
  }

  /// Prepares, compares with what exists, and inserts; warnings go to the session.
  package func create(finder: DuplicateFinder) throws -> Int64 {
    try prepare()
    return try insert(comparingBy: finder)
  }

  /// Compares the prepared draft with what exists, and inserts it.
  package func insert(comparingBy finder: DuplicateFinder) throws -> Int64 {
    let collisions = try finder.collisions(of: draft)
    let title = draft.string(try draft.number(of: noun.titleField)) ?? noun.name
    for warning in try finder.check(collisions, subject: "\(noun.name) '\(title)'") {
      context.session.note("warning: \(warning)")
    }
    let id = try insert()
    try finder.letIn(id, collisions)
    return id
  }

  /// Writes what belongs to all new records and returns their ids.
  @discardableResult
  package func finish() throws -> Range<Int64> {
    let ids = try inserter.finish()
    let behavior = try NounBehavior.of(noun)
    for field in noun.fields {
      guard let staged = links[field.name] else { continue }
      try behavior.linking(
        NewLinks(
          field: field, pairs: staged.table, isHistoric: context.source.isHistoric,
          session: context.session, db: context.db))
    }
    if !ids.isEmpty { try rules.finish(ids) }
    return ids
  }
}
