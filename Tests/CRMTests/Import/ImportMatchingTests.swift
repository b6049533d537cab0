import CRM
import Catalogue
import Testing
import Values

@Suite struct ImportMatchingTests {
  private static let present = "external_id,name,phone,region\nE1,Acme,13800000001,\n"
  private static let changed = "external_id,name,phone,region\nE1,Acme Ltd,,Mars\n"

  @Test(arguments: [
    (ImportOptions.DuplicateAction.skip, "Acme|13800000001|"),
    (.update, "Acme Ltd|13800000001|mars"),
    (.fill, "Acme|13800000001|mars"),
  ])
  func existingRecordIsTreatedAsAsked(
    action: ImportOptions.DuplicateAction, expected: String
  ) throws {
    let fixture = try ImportFixture()
    _ = try fixture.report(Self.present)
    let report = try fixture.report(Self.changed) {
      $0.onDuplicate = action
      $0.createsMissing = ["region"]
    }
    #expect(report.created == 0)
    #expect(report.updated == (action == .skip ? 0 : 1))
    #expect(try fixture.rows("SELECT name, phone, region FROM customer") == [expected])
  }

  @Test func backslashNClears() throws {
    let fixture = try ImportFixture()
    _ = try fixture.report(Self.present)
    let several = "external_id,phone\nE1,13800138001 / 13900139001\n"
    _ = try fixture.report(several) { $0.onDuplicate = .update }
    #expect(try fixture.count("phone_number") == "2")
    _ = try fixture.report("external_id,phone\nE1,\\N\n") { $0.onDuplicate = .update }
    #expect(try fixture.rows("SELECT phone, phone_key FROM customer") == ["|"])
    #expect(try fixture.count("phone_number") == "0")
  }

  @Test func rowThatIsTwoRecordsIsAmbiguous() throws {
    let fixture = try ImportFixture()
    _ = try fixture.report("external_id,name\nE1,Acme\nE2,Bolt\n")
    #expect(
      try fixture.faults("external_id,name\nE1,Bolt\n") { $0.onDuplicate = .update }
        == ["E_AMBIGUOUS 2:-"])
    #expect(
      try fixture.faults("external_id,name\nE1,Zeta\n") { $0.onDuplicate = .update } == [])
  }

  @Test func undoTakesBackCreationsAndUpdates() throws {
    let fixture = try ImportFixture()
    _ = try fixture.report(Self.present)
    _ = try fixture.report("external_id,name\nE1,Other\nE2,New\n") { $0.onDuplicate = .update }
    _ = try OperationUndo(fixture.store.session()).undo(nil, isPartial: false)
    #expect(try fixture.rows("SELECT name FROM customer") == ["Acme"])
    #expect(try fixture.count("import_run") == "1")
  }

  @Test func sameFileAgainChangesNothingUntilItIsUndone() throws {
    let fixture = try ImportFixture()
    _ = try fixture.report(Self.present)
    guard case .repeated(let operation, _) = try fixture.run(Self.present) else {
      Issue.record("imported twice")
      return
    }
    #expect(operation == 2)
    #expect(try fixture.faults(Self.present) { $0.repeats = true } == ["E_DUPLICATE 2:-"])
    _ = try OperationUndo(fixture.store.session()).undo(nil, isPartial: false)
    #expect(try fixture.report(Self.present).created == 1)
  }

  @Test func customerRepeatedForEveryContactGetsItsContacts() throws {
    let fixture = try ImportFixture()
    let csv = "客户名称,联系人,联系电话\n华为,张三,13800000001\n华为,李四,13800000002\n华为,张三,\n"
    #expect(try fixture.faults(csv) == ["E_DUPLICATE 3:-"])
    let report = try fixture.report(csv) { $0.onDuplicate = .fill }
    #expect(report.created == 1)
    #expect(report.companions == 2)
    #expect(
      try fixture.rows("SELECT name, phone, \"primary\" FROM contact ORDER BY id")
        == ["张三|13800000001|1", "李四|13800000002|0"])
  }

  @Test(arguments: [
    (["external_id"], "Bolt Ltd|E1|13800000001"), (["phone"], "Bolt Ltd|E1|13800000001"),
    (["external_id", "phone"], "Bolt Ltd|E1|13800000001"),
  ])
  func recordIsFoundByTheFieldsThatMatchNames(fields: [String], expected: String) throws {
    let fixture = try ImportFixture()
    _ = try fixture.report("external_id,name,phone\nE1,Bolt,13800000001\n")
    let report = try fixture.report("external_id,name,phone\nE1,Bolt Ltd,138 0000 0001\n") {
      $0.match = fields
      $0.onDuplicate = .update
    }
    #expect(report.updated == 1)
    #expect(
      try fixture.rows("SELECT name, external_id, phone_key FROM customer") == [expected])
  }

  @Test func matchOfAnUnknownFieldIsAUsageError() throws {
    let fixture = try ImportFixture()
    #expect {
      try fixture.run("name\nA\n") { $0.match = ["colour"] }
    } throws: {
      ($0 as? UserError)?.exit == .usage
    }
  }

  @Test(arguments: [
    (ImportOptions.DuplicateAction.fill, "华为|深圳"), (.update, "华为|东莞"),
  ])
  func repeatedCustomerKeepsOrTakesLaterValues(
    action: ImportOptions.DuplicateAction, expected: String
  ) throws {
    let fixture = try ImportFixture()
    let csv = "客户名称,地址,联系人,联系电话\n华为,深圳,张三,13800000001\n华为,东莞,李四,13800000002\n"
    let report = try fixture.report(csv) { $0.onDuplicate = action }
    #expect(report.companions == 2)
    #expect(try fixture.rows("SELECT name, address FROM customer") == [expected])
  }

  /// Contacts are found by their own numbers, not by those of customers with the same id.
  @Test(arguments: [1, 12_000]) func contactsMatchByTheirOwnNumbers(_ others: Int) throws {
    let fixture = try ImportFixture()
    _ = try fixture.report("name,phone\nAcme,13700000001\nBolt,13800000009\n")
    var csv = "customer,name,phone\nAcme,X,13900000001\nAcme,Y,13900000002\n"
    for number in 0..<others { csv += "Bolt,P\(number),15\(100_000_000 + number)\n" }
    csv += "Acme,New,13800000009\nAcme,Z,13900000002\n"
    let report = try fixture.report(csv, into: .contact) {
      $0.match = ["phone"]
      $0.onDuplicate = .update
    }
    #expect(report.created == others + 3)
    #expect(report.updated == 1)
    #expect(
      try fixture.rows("SELECT name FROM contact WHERE phone = '13900000002'") == ["Z"])
  }

  /// What an edit would refuse, an update by a file is refused, too.
  @Test func anUpdateMakesNoDuplicate() throws {
    let fixture = try ImportFixture()
    _ = try fixture.report("external_id,name\nE1,Acme\nE9,Nine\n")
    let errors = try #require(throws: UserErrors.self) {
      try fixture.report("external_id,name\nE1,New\nE9,New\n") {
        $0.match = ["external_id"]
        $0.onDuplicate = .update
      }
    }
    #expect(errors.findings.map(\.code) == ["E_DUPLICATE", "E_DUPLICATE"])
    #expect(errors.conclusion.exit == .badData)
    #expect(try fixture.rows("SELECT name FROM customer ORDER BY id") == ["Acme", "Nine"])
  }
}
