import Catalogue
import Store
import Values

/// The records that a command works on: those that are named, and those that fulfil conditions.
package struct RecordSelection: Sendable {
  package var references: [String]
  /// Conditions and the names of views, all of which must hold.
  package var filter: RecordFilter

  /// Nothing yet.
  package init() {
    self.init([])
  }

  package init(_ references: [String], filter: RecordFilter = RecordFilter()) {
    self.references = references
    self.filter = filter
  }

  /// Refuses a selection that says nothing: all records are never meant by silence.
  package func requireAny() throws {
    guard references.isEmpty, filter.isEmpty else { return }
    throw UserError(
      .usage, "no record is named",
      hints: ["name one or several, or select them with --where CONDITION"])
  }

  /// The ids of the records: named ones in the order given, each once, or those that the filter
  /// finds, by id.
  package func ids(
    of noun: Noun, session: Session, in db: ReadTransaction
  ) throws -> [Int64] {
    let named = try RecordReferences.resolve(references, of: noun, session: session, in: db)
    guard !filter.isEmpty else { return named }
    var query = try RecordQuery(noun, session: session)
    query.sort = ["id"]
    try query.add(filter, reader: try FieldReader(.option, session: session, db: db))
    if !references.isEmpty { query.conditions.append("r.id IN \(ids: named)") }
    return try db.values(try query.sql(["r.id"]))
  }
}

/// Conditions that records have to fulfil: written out, or kept under a name.
package struct RecordFilter: Sendable {
  package var conditions: [String]
  package var views: [String]

  package init(conditions: [String] = [], views: [String] = []) {
    self.conditions = conditions
    self.views = views
  }

  package var isEmpty: Bool { conditions.isEmpty && views.isEmpty }

  /// What the filter says about the noun's table under the alias `r`.
  package func sql(
    for noun: Noun, session: Session, reader: FieldReader
  ) throws -> [SQL] {
    let texts = try conditions + views.map { try SavedView.condition($0, of: noun, reader: reader) }
    let sight = try session.actor().sight
    return try texts.map {
      try ConditionCompiler($0, for: noun, sight: sight, session: session, reader: reader).sql()
    }
  }
}

extension RecordSelection: ExpressibleByArrayLiteral {
  package init(arrayLiteral references: String...) { self.init(references) }
}
