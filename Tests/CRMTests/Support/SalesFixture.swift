import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// A store with a pipeline `B2B` (Prospecting 10, Engaging 50, Quote 80, Won, Lost, Invalid), the
/// customers Acme and Globex, and two products.
final class SalesFixture {
  let store: TestStore
  private(set) var pipeline: Int64 = 0
  private(set) var acme: Int64 = 0
  private(set) var globex: Int64 = 0

  init() throws {
    store = try TestStore()
    let draft = PipelineDraft(
      name: "B2B", stages: [("Prospecting", 10), ("Engaging", 50), ("Quote", 80)], won: "Won",
      lost: "Lost", invalid: "Invalid")
    _ = try draft.add(session: store.session())
    pipeline = try #require(
      try read { try $0.value("SELECT id FROM pipeline WHERE name = 'B2B'", as: Int64.self) })
    acme = try add(.customer, ["name": "Acme"])
    globex = try add(.customer, ["name": "Globex"])
    try add(.product, ["name": "Press", "list_price": "1000"])
    try add(.product, ["name": "Oil", "list_price": "0.25"])
  }

  /// Adds one record as a command or a file would; texts are read by their fields.
  @discardableResult
  func add(
    _ noun: Noun, _ values: [String: String], from source: CreationSource = .command,
    configure: (OpportunityCreation, RecordDraft) throws -> Void = { _, _ in }
  ) throws -> Int64 {
    try create(noun, [values], from: source, configure: configure)[0]
  }

  /// Adds records with one creator, so that they take the way of an import.
  @discardableResult
  func create(
    _ noun: Noun, _ rows: [[String: String]], from source: CreationSource = .command,
    configure: (OpportunityCreation, RecordDraft) throws -> Void = { _, _ in }
  ) throws -> [Int64] {
    let session = store.session()
    return try session.write { db in
      let reader = try FieldReader(source.isImport ? .file : .option, session: session, db: db)
      let context = try CreationContext(session: session, db: db, source: source, reader: reader)
      let creator = try RecordCreator(noun, in: context)
      let finder = try DuplicateFinder(noun, session: session, in: db)
      var ids: [Int64] = []
      for row in rows {
        creator.draft.removeAll()
        for (name, text) in row.sorted(by: { $0.key < $1.key }) {
          let field = try #require(noun.field(name))
          var text = text
          let column = try creator.draft.number(of: field.column)
          try text.withUTF8 { try reader.read($0, as: field, into: column, of: creator.draft) }
        }
        if let rules = creator.rules as? OpportunityCreation { try configure(rules, creator.draft) }
        ids.append(try creator.create(finder: finder))
      }
      try creator.finish()
      return ids
    }.value
  }

  func read<T>(_ body: (ReadTransaction) throws -> T) throws -> T {
    try store.session().read(body)
  }

  func text(_ sql: SQL) throws -> String? { try read { try $0.value(sql) } }

  func number(_ sql: SQL) throws -> Int? { try read { try $0.value(sql) } }

  /// A change behind the back of the commands.
  func set(_ column: String, to value: SQL, in table: String, id: Int64) throws {
    _ = try store.session().write { db in
      try db.update(table, where: "id = \(id)", set: [(column, value)])
    }
  }

  func product(_ name: String) throws -> Int64 {
    try #require(try read { try $0.value("SELECT id FROM product WHERE name = \(name)") })
  }

  func stage(_ name: String) throws -> Int64 {
    try #require(
      try read {
        try $0.value("SELECT id FROM stage WHERE pipeline = \(self.pipeline) AND name = \(name)")
      })
  }

  func stageName(of opportunity: Int64) throws -> String? {
    try text(
      "SELECT s.name FROM opportunity o JOIN stage s ON s.id = o.stage WHERE o.id = \(opportunity)")
  }

  /// The way of an opportunity: `Prospecting 2026-01-01 > Won 2026-02-01`, by UTC days.
  func way(of opportunity: Int64) throws -> String? {
    try text(
      """
      SELECT group_concat(step, ' > ') FROM (
        SELECT s.name || ' ' || substr(e.at, 1, 10) AS step FROM stage_event e
        JOIN stage s ON s.id = e.to_stage WHERE e.opportunity = \(opportunity) ORDER BY e.id)
      """)
  }

  /// The rows of a feed as text, cells separated by `|`, bars left out.
  func rows(of feed: RowFeed) throws -> [String] {
    try FeedText.rows(of: feed, in: store.session())
  }

  /// The violations of every invariant of opportunities; empty in a sound store.
  func violations() throws -> [String] {
    try read { db in
      try OpportunityInvariants.all.flatMap { invariant in
        try db.values(invariant.violations, as: String.self).map { "\(invariant.name): \($0)" }
      }
    }
  }
}
