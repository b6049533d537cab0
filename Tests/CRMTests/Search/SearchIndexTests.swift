import Catalogue
import ProgramTesting
import Store
import Testing
import Values

@testable import CRM

@Suite struct SearchIndexTests {
  /// Whatever is done to the records, and whenever the index catches up, search finds what a look at
  /// every record finds.
  @Test(arguments: 0..<12) func findsWhatALookAtEveryRecordFinds(_ seed: Int) throws {
    let store = try TestStore()
    let scene = RuleScene(store)
    var random = SeededGenerator(seed: UInt64(seed))
    let words = ["华", "为", "科", "技", "A", "b", "１", "-", "2"]
    func word(_ count: ClosedRange<Int>) -> String {
      (0..<Int.random(in: count, using: &random))
        .compactMap { _ in words.randomElement(using: &random) }.joined()
    }
    for step in 0..<60 {
      let name = "x\(step)" + word(1...6)
      let customers = Int64(try Self.count("customer", store))
      switch Int.random(in: 0...9, using: &random) {
      case 0...3:
        try scene.add(
          "customer", ["name": name, "short_name": word(0...2), "pool": "public"])
      case 4 where customers > 0:
        try scene.add(
          "contact", ["name": name, "customer": "\(try Self.live(store, &random))"])
      case 5 where customers > 0:
        try scene.edit(
          "customer", try Self.live(store, &random), ["name": name, "short_name": word(0...2)])
      case 6 where customers > 3:
        try scene.delete("customer", try Self.live(store, &random))
      case 7:
        // What others build upon cannot be undone; then nothing is.
        _ = try? OperationUndo(store.session()).undo(nil, isPartial: true)
      case 8:
        _ = try? OperationUndo(store.session()).redo(nil, isPartial: true)
      case 9:
        if Bool.random(using: &random) {
          try FoundRecords.index(store)
        } else {
          _ = try RecordSearch.rebuildIndex(session: store.session())
        }
      default: break
      }
      let text = word(1...2)
      guard !NameKey.key(of: text).isEmpty else { continue }
      let found = try FoundRecords.search(text, limit: 1000, in: store)
      #expect(try found == Self.everyRecord(with: text, in: store), "step \(step): \(text)")
      #expect(
        try FoundRecords.search(text, limit: 3, in: store) == Array(found.prefix(3)))
    }
    try store.expectSound()
  }

  /// The records with the text in a name or short name, found without an index.
  private static func everyRecord(with text: String, in store: TestStore) throws -> [String] {
    let key = NameKey.key(of: text)
    let rows = try store.session().read { db in
      try db.rows(
        """
        SELECT 'customer/' || id, id, 0, name, short_name FROM customer WHERE deleted_at IS NULL
        UNION ALL SELECT 'contact/' || id, id, 1, name, NULL FROM contact WHERE deleted_at IS NULL
        """, as: String.self, Int64.self, Int.self, String.self, String?.self)
    }
    let matches = rows.compactMap { row -> (Int, Int, Int64, String)? in
      let qualities = [row.3, row.4 ?? ""].map(NameKey.key(of:)).compactMap { name -> Int? in
        name == key ? 0 : name.hasPrefix(key) ? 1 : name.contains(key) ? 2 : nil
      }
      return qualities.min().map { ($0, row.2, row.1, row.0) }
    }
    return matches.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
      .map { "\($0.3) \(["exact", "prefix", "part"][$0.0])" }
  }

  private static func count(_ table: String, _ store: TestStore) throws -> Int {
    try store.session().read { db in
      try db.value("SELECT count(*) FROM \(identifier: table) WHERE deleted_at IS NULL") ?? 0
    }
  }

  private static func live(
    _ store: TestStore, _ random: inout SeededGenerator
  ) throws -> Int64 {
    let ids: [Int64] = try store.session().read { db in
      try db.values("SELECT id FROM customer WHERE deleted_at IS NULL")
    }
    return ids.randomElement(using: &random) ?? 1
  }

  /// So many new records that the operation itself brings the index up: a large import along with
  /// its rows, a smaller one at its end.
  @Test(arguments: [1_100, 12_000]) func anImportBringsTheIndexUp(count: Int) throws {
    let fixture = try ImportFixture()
    let store = fixture.store
    let rows = (1...count).map {
      "客户\($0)号,A-\($0),\($0 % 3 == 0 ? "1380013\(1000 + $0 % 9000)/010-6234\(1000 + $0 % 9000)" : "")\n"
    }
    try fixture.report("name,external_id,phone\n" + rows.joined())
    let operation = try fixture.rows("SELECT max(id) FROM operation")
    #expect(
      try fixture.rows("SELECT operation, lines, records FROM search_state")
        == ["\(operation[0])|\(count)|\(count)"])
    // A change of one of them is looked up beside the blocks.
    try RuleScene(store).edit("customer", 1, ["name": "户109改"])
    #expect(
      try FoundRecords.search("户109", limit: 200, in: store).count == (count > 1100 ? 112 : 12))
    #expect(try FoundRecords.search("a1099", in: store).first == "customer/1099 exact")
    #expect(try FoundRecords.rows("1380013", in: store).first?.hasPrefix("customer/3|") == true)
    try store.expectSound()
    try RuleScene(store).undo()
    // All are gone again, and with them what the index says of them.
    try RuleScene(store).undo()
    #expect(try FoundRecords.search("客户", in: store) == [])
    _ = try OperationUndo(store.session()).redo(nil, isPartial: false)
    #expect(try FoundRecords.search("a1099", in: store).first == "customer/1099 exact")
    try store.expectSound()
  }

  /// An operation that comes to nothing has no number, and the next one gets it.
  @Test func whatFollowsARebuildIsFound() throws {
    let store = try TestStore()
    let scene = RuleScene(store)
    try scene.add("customer", ["name": "甲方", "pool": "public"])
    let written = try RecordSearch.rebuildIndex(session: store.session())
    #expect(written.operation.id == nil)
    try scene.add("customer", ["name": "乙方", "pool": "public"])
    #expect(try FoundRecords.search("方", in: store) == ["customer/1 part", "customer/2 part"])
  }

  @Test func aCheckNoticesWhatTheIndexLacksAndARebuildMendsIt() throws {
    let store = try TestStore()
    let scene = RuleScene(store)
    for name in ["甲方", "乙方"] { try scene.add("customer", ["name": name, "pool": "public"]) }
    _ = try RecordSearch.rebuildIndex(session: store.session())
    try store.expectSound()
    _ = try store.session().write { try $0.removeDerived(SearchBlocks.table) }
    let findings = try IntegrityCheck(store.session()).run().filter { $0.count > 0 }
    #expect(findings.map(\.check) == [SearchIndexCheck.name])
    #expect(findings.map(\.sample) == [["customer/1", "customer/2"]])
    _ = try RecordSearch.rebuildIndex(session: store.session())
    try store.expectSound()
  }

  @Test func aDryRunLeavesTheIndexAsItIs() throws {
    let store = try TestStore()
    let session = store.session(dryRun: true)
    try RuleScene(store).add("customer", ["name": "甲方", "pool": "public"])
    _ = try RecordSearch.rebuildIndex(session: session)
    let blocks: Int? = try store.session().read { db in
      try db.value("SELECT count(*) FROM search_block")
    }
    #expect(blocks == 0)
  }
}
