import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// What a plan promises is what an application does, whatever is edited; and all of it can be taken
/// back.
@Suite struct ConfigurationPropertyTests {
  @Test(arguments: 1...12) func editsDoWhatThePlanSays(_ seed: UInt64) throws {
    let store = try TestStore()
    try fill(store)
    var edits = RandomEdits(seed: seed)
    var changes = 0
    for round in 0..<5 {
      let before = try ConfigurationExport(store.session()).text()
      var file = try EditableConfiguration(before)
      // What it read is what it writes: the test edits nothing by accident.
      #expect(file.text(withDirectives: false) == before)
      edits.apply(to: &file)
      let edited = file.text(withDirectives: true)
      let trace = "seed \(seed), round \(round):\n\(edited)"

      let plan = try run(edited, in: store, isPlan: true)
      #expect(try ConfigurationExport(store.session()).text() == before, "\(trace)")
      let applied = try run(edited, in: store, isPlan: false)
      #expect(plan == applied, "\(trace)")
      let exported = try ConfigurationExport(store.session()).text()
      #expect(exported == file.text(withDirectives: false), "\(trace)")
      #expect(try run(edited, in: store, isPlan: true).isEmpty, "\(trace)")
      #expect(try run(exported, in: store, isPlan: true).isEmpty, "\(trace)")
      try store.expectSound()

      guard !applied.isEmpty else { continue }
      changes += 1
      _ = try OperationUndo(store.session()).undo(nil, isPartial: false)
      #expect(try ConfigurationExport(store.session()).text() == before, "\(trace)")
      try store.expectSound()
      // The next round starts from the edited configuration.
      _ = try run(edited, in: store, isPlan: false)
    }
    #expect(changes > 0)
  }

  /// The changes of a run, as JSON would say them.
  private func run(_ text: String, in store: TestStore, isPlan: Bool) throws -> [String] {
    let session = store.session()
    let file = try ConfigurationFileReader.read(
      Array(text.utf8), name: "crm.yaml", language: .english, catalogue: session.catalogue)
    let report = try ConfigurationApplication(file, session: session).run(isPlan: isPlan).report
    #expect(report.isDryRun == isPlan)
    return report.details.map { "\($0.value)" } == ["list([])"]
      ? [] : report.details.map { "\($0.value)" }
  }

  /// Customers and opportunities that have options and stages as values.
  private func fill(_ store: TestStore) throws {
    let session = store.session()
    _ = try session.write { db in
      for (noun, values) in Self.configuration {
        _ = try add(noun, values, session: session, db: db)
      }
      let levels: [String] = try db.values(
        "SELECT key FROM dictionary_entry WHERE dictionary = 'customer.level' ORDER BY position")
      for (number, level) in (levels + levels).enumerated() {
        _ = try add(
          .customer, [("name", "Customer \(number)"), ("level", level), ("size", "big")],
          session: session, db: db)
        for stage in ["Interest", "Quote"] {
          _ = try add(
            .opportunity,
            [("name", "Deal"), ("customer", "Customer \(number)"), ("stage", stage)],
            session: session, db: db)
        }
      }
    }
  }

  /// Something of every kind that configures a store.
  private static let configuration: [(Noun, [(name: String, text: String)])] = [
    (.customField, [("noun", "customer"), ("key", "size"), ("type", "select")]),
    (.dict, [("dictionary", "customer.size"), ("key", "small"), ("label_zh", "小型")]),
    (.dict, [("dictionary", "customer.size"), ("key", "big"), ("label_zh", "大型")]),
    (
      .customField,
      [("noun", "opportunity"), ("key", "折扣"), ("type", "percent"), ("default", "5")]
    ),
    (.form, [("noun", "customer"), ("items", "name,size"), ("required", "size")]),
    (.behavior, [("name", "不接电话"), ("points", "-10")]),
    (.behavior, [("name", "预算充足"), ("points", "20"), ("half_life", "30")]),
    (.dict, [("dictionary", "tag.group"), ("key", "tier"), ("kind", "exclusive")]),
    (.tag, [("name", "VIP"), ("group", "tier")]),
    (.tag, [("name", "老客户")]),
    (.view, [("name", "big"), ("noun", "customer"), ("condition", "size is present")]),
  ]

  private func add(
    _ noun: Noun, _ values: [(name: String, text: String)], session: Session, db: WriteTransaction
  ) throws -> Int64 {
    try RecordAddition(noun, session: session, db: db).add(
      values.map { (try #require(try session.noun(noun).field($0.name)), $0.text) }
    ).id
  }
}
