import Catalogue
import Store
import Values

/// References of new records to records of the same noun, which may stand further down in the
/// file: they are put aside, and resolved at once when all rows are in.
final class ForwardReferences {
  /// A text that names no record, and the first row that has it.
  struct Unresolved {
    var field: Field
    var text: String
    var count: Int
    var line: Int
    var column: Int
    var error: UserError
  }

  private let noun: Noun
  private let db: WriteTransaction
  private let fillsOnly: Bool
  private var fields: [Field] = []
  private let pending: StagedRows
  private let resolved: StagedRows

  init(_ noun: Noun, fillsOnly: Bool, in db: WriteTransaction) throws {
    self.noun = noun
    self.db = db
    self.fillsOnly = fillsOnly
    pending = try StagedRows(
      "pending_reference",
      columns: """
        field INTEGER, record INTEGER, text TEXT, line INTEGER, "column" INTEGER,
        PRIMARY KEY (field, record)
        """, width: 5,
      conflict: """
        ON CONFLICT DO UPDATE SET text = excluded.text, line = excluded.line,
          "column" = excluded."column"
        """, in: db)
    resolved = try StagedRows(
      "resolved_reference",
      columns: "field INTEGER, text TEXT, target INTEGER, PRIMARY KEY (field, text)", width: 3,
      in: db)
  }

  func add(
    _ text: String, of field: Field, record: Int64, at place: UserError.Location
  ) throws {
    let number = fields.firstIndex { $0.name == field.name } ?? fields.count
    if number == fields.count { fields.append(field) }
    try pending.append([
      .integer(Int64(number)), .integer(record), .text(text), .integer(Int64(place.line ?? 0)),
      .integer(Int64(place.column ?? 0)),
    ])
  }

  /// Looks all texts up and returns those that name nothing, or more than one record.
  func resolve(with resolver: ReferenceResolver) throws -> [Unresolved] {
    guard pending.count > 0 else { return [] }
    var unresolved: [Unresolved] = []
    let texts = try db.rows(
      """
      SELECT field, text, count(*), min(line), "column" FROM \(pending.table)
      GROUP BY field, text ORDER BY min(line)
      """, as: Int.self, String.self, Int.self, Int.self, Int.self)
    for (number, text, count, line, column) in texts {
      let field = fields[number]
      do {
        try remember(try resolver.id(for: text, field: field.name), as: text, of: field)
      } catch let error as UserError where !error.isFailure {
        unresolved.append(
          Unresolved(
            field: field, text: text, count: count, line: line, column: column, error: error))
      }
    }
    return unresolved
  }

  /// Makes the text stand for a record, such as one that was created for it.
  func remember(_ target: Int64, as text: String, of field: Field) throws {
    guard let number = fields.firstIndex(where: { $0.name == field.name }) else { return }
    try resolved.append([.integer(Int64(number)), .text(text), .integer(target)])
  }

  /// Sets the references; records must not become their own ancestors by it.
  func apply(session: Session) throws {
    for (number, field) in fields.enumerated() {
      let records: SQL = "SELECT record FROM \(pending.table) WHERE field = \(number)"
      let column: SQL = "\(identifier: noun.table).\(identifier: field.column)"
      try db.update(
        noun.table,
        where: "id IN (\(records)) AND (\(column) IS NULL OR \(!fillsOnly))",
        set: [
          (
            field.column,
            """
            (SELECT r.target FROM \(pending.table) p JOIN \(resolved.table) r
               ON r.field = p.field AND r.text = p.text
             WHERE p.field = \(number) AND p.record = \(identifier: noun.table).id)
            """
          )
        ])
      let ids: [Int64] = try db.values(records)
      try TreeCheck.refuseCycles(in: noun, fields: [field.name], ids: ids, session: session, db: db)
    }
  }
}
