import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

/// Records by the texts of their fields, as commands make and change them.
struct RuleScene {
  let store: TestStore

  init(_ store: TestStore) {
    self.store = store
  }

  @discardableResult
  func add(
    _ noun: String, _ values: [String: String], checks: EntryChecks = EntryChecks(),
    expecting exit: ExitCode? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Int64 {
    try trying(expecting: exit, sourceLocation) { session in
      let noun = try #require(try session.catalogue.noun(noun))
      return try session.write { db in
        try RecordAddition(noun, session: session, db: db, checks: checks)
          .add(try fields(values, of: noun)).id
      }.value
    } ?? 0
  }

  func edit(
    _ noun: String, _ id: Int64, _ values: [String: String], checks: EntryChecks = EntryChecks(),
    expecting exit: ExitCode? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try trying(expecting: exit, sourceLocation) { session in
      let noun = try #require(try session.catalogue.noun(noun))
      _ = try session.write { db in
        try RecordEditor(noun, session: session, db: db, checks: checks)
          .edit([id], set: try fields(values, of: noun))
      }
    }
  }

  func delete(
    _ noun: String, _ id: Int64, expecting exit: ExitCode? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try trying(expecting: exit, sourceLocation) { session in
      let noun = try #require(try session.catalogue.noun(noun))
      _ = try session.write { try RecordPresence(noun, session: session, db: $0).delete([id]) }
    }
  }

  func restore(_ noun: String, _ id: Int64, checks: EntryChecks = EntryChecks()) throws {
    let session = store.session()
    let noun = try #require(try session.catalogue.noun(noun))
    _ = try session.write {
      try RecordPresence(noun, session: session, db: $0, checks: checks).restore([id])
    }
  }

  func undo(_ operation: Int64? = nil) throws {
    _ = try OperationUndo(store.session()).undo(operation, isPartial: false)
  }

  /// A rule of classification for customers; without a condition it always holds.
  @discardableResult
  func classify(
    _ name: String, _ field: String, _ value: String, when condition: String?
  ) throws -> Int64 {
    var values = [
      "name": name, "kind": "classification", "noun": "customer", "field": field, "value": value,
    ]
    values["when"] = condition
    return try add("rule", values)
  }

  /// A field of a customer as text.
  func customer(_ id: Int64, _ column: String) throws -> String? {
    try value("SELECT CAST(\(identifier: column) AS TEXT) FROM customer WHERE id = \(id)")
  }

  /// What brought the last change of a field of a customer about.
  func cause(_ id: Int64, _ field: String) throws -> String? {
    try value(
      """
      SELECT cause FROM field_change WHERE "table" = 'customer' AND record = \(id) AND field = \(field)
      ORDER BY id DESC LIMIT 1
      """)
  }

  private func value(_ sql: SQL) throws -> String? {
    try store.session().read { try $0.value(sql, as: String?.self) } ?? nil
  }

  func win(_ opportunity: Int64) throws {
    _ = try OpportunityClosing(.won(amount: 100), session: store.session())
      .run(["\(opportunity)"])
  }

  /// Runs the body in a session of its own; with an exit code it has to fail so.
  @discardableResult
  func trying<T>(
    expecting exit: ExitCode?, _ sourceLocation: SourceLocation, _ body: (Session) throws -> T
  ) throws -> T? {
    guard let exit else { return try body(store.session()) }
    let error = #expect(throws: UserError.self, sourceLocation: sourceLocation) {
      _ = try body(store.session())
    }
    #expect(error?.exit == exit, "\(error?.message ?? "")", sourceLocation: sourceLocation)
    return nil
  }

  private func fields(
    _ values: [String: String], of noun: Noun
  ) throws -> [(field: Field, text: String)] {
    try values.sorted { $0.key < $1.key }.map { name, text in
      (field: try #require(noun.field(name)), text: text)
    }
  }
}

/// The changes of a run, one line each; a missing value is `-`.
func changes(_ result: ClassificationRun.Result) throws -> [String] {
  var lines: [String] = []
  var row = RowBuffer()
  while try result.changes.next(into: &row) {
    let cells = (0..<row.count).map { row[$0].string }
    lines.append(cells.map { $0.isEmpty ? "-" : $0 }.joined(separator: " "))
  }
  return lines
}
