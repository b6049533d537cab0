import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// What a merged customer was called goes on naming the one that it became.
@Suite struct MergedRecordsTests {
  private let scene: MergeScene

  init() throws {
    scene = try MergeScene()
  }

  private func find(_ text: String, bareID: Bool = true) throws -> Int64 {
    let session = scene.store.session()
    return try session.read {
      try ReferenceResolver(.customer, session: session, in: $0, allowsBareID: bareID).id(for: text)
    }
  }

  @Test func oldNamesFindTheSurvivor() throws {
    try scene.merge(["2"], into: "3", taking: [:])
    for text in ["2", "customer/2", "华为技术有限公司", "华为技术 有限公司"] {
      #expect(try find(text) == 3, "\(text)")
    }
    #expect(scene.store.notes.contains("'2' was merged into customer/3"))
    // The external id moved; a file finds the old name without a word.
    #expect(try find("H-2", bareID: false) == 3)
    scene.store.notes = []
    #expect(try find("华为技术有限公司", bareID: false) == 3)
    #expect(scene.store.notes == [])
    // A survivor that is merged itself hands everything on.
    try scene.merge(["3"], into: "1")
    #expect(try find("2") == 1)
    #expect(try find("3") == 1)
    try scene.store.expectSound()
    try scene.scene.undo()
    #expect(try find("2") == 3)
    try scene.scene.undo()
    #expect(try find("2") == 2)
  }

  @Test func mergedOnesAreNotRestored() throws {
    try scene.merge(["2"], into: "1")
    let session = scene.store.session()
    let error = scene.refusal {
      _ = try session.write { try RecordPresence(.customer, session: session, db: $0).restore([2]) }
    }
    #expect(error?.code == "E_MERGED")
    // What was deleted in one moment with the survivor stays merged when that comes back.
    try scene.scene.delete("customer", 1)
    try scene.scene.restore("customer", 1)
    #expect(try scene.value("SELECT count(*) FROM contact WHERE deleted_at IS NULL") == 4)
    try scene.store.expectSound()
  }

  /// The duplicate is not made anew by the next file that has it.
  @Test func whatWasMergedStaysADuplicate() throws {
    try scene.merge(["2"], into: "1")
    let error = scene.refusal { try add("华为技术有限公司") }
    #expect(error?.exit == .duplicate)
    #expect(
      error?.message.contains("customer/1 '华为技术' (owner admin), which customer/2 was merged into")
        == true, "\(error?.message ?? "")")
    try scene.scene.edit("customer", 1, ["name": "华为技术有限公司"])
    try scene.merge(["3"], into: "1")
    #expect(throws: UserError.self) { try add("华为") }
  }

  private func add(_ name: String) throws {
    let session = scene.store.session()
    let field = try #require(Noun.customer.field("name"))
    _ = try session.write { db in
      try RecordAddition(.customer, session: session, db: db).add([(field, name)])
    }
  }

  /// Rows of a file that match what was merged change the survivor.
  @Test func filesMatchTheSurvivor() throws {
    try scene.scene.edit("customer", 1, ["external_id": "H-1"])
    try scene.merge(["2"], into: "1")
    var options = ImportOptions(into: .customer)
    options.match = ["external_id"]
    options.onDuplicate = .update
    let csv = "external_id,name,remark\nH-2,华为技术,new\n"
    let input = ImportInput(
      name: "a.csv", source: MemorySource(csv), dialect: CSVDialect(), size: nil)
    _ = try FileImport(options, session: scene.store.session()).run(input)
    #expect(
      try scene.rows("SELECT id || remark FROM customer WHERE remark IS NOT NULL") == ["1new"])
  }

  @Test func theStoryTellsOfTheMerge() throws {
    try scene.merge(["2"], into: "1")
    for id: Int64 in [1, 2] {
      let session = scene.store.session()
      let text = try FeedText.rows(
        of: RecordTimeline(.customer, id: id, session: session).feed(), in: session)
      #expect(text.contains { $0.contains("merged") && $0.contains("customer/2 华为技术有限公司") })
    }
  }

  @Test func whatIsWrongIsRefused() throws {
    func code(_ customers: [String], _ target: String, _ takes: [String: String] = [:]) -> ExitCode?
    {
      scene.refusal { try scene.merge(customers, into: target, taking: takes) }?.exit
    }
    #expect(code(["1"], "1") == .conflict)
    #expect(code(["9"], "1") == .notFound)
    #expect(code(["2"], "1", ["nmae": "2"]) == .usage)
    #expect(code(["2"], "1", ["tag": "2"]) == .usage)
    #expect(code(["2"], "1", ["status": "2"]) == .usage)
    #expect(code(["2"], "1", ["phone": "3"]) == .usage)
    #expect(code(["2"], "1", ["address": "2"]) == .no)
    try scene.merge(["2"], into: "1")
    #expect(code(["2"], "1") == .conflict)
  }
}
