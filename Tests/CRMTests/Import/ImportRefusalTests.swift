import CRM
import Tabular
import Testing
import Values

/// With `--on-error skip`, rows that rules of validation refuse are left out like other wrong rows.
@Suite struct ImportRefusalTests {
  private let fixture: ImportFixture

  init() throws {
    fixture = try ImportFixture()
    try forbid("email is missing", "no e-mail")
  }

  private func forbid(_ condition: String, _ error: String, of noun: String = "customer") throws {
    try RuleScene(fixture.store).add(
      "rule",
      ["name": error, "kind": "validation", "noun": noun, "when": condition, "error": error])
  }

  @discardableResult
  private func skipping(
    _ csv: String, rejects: MemorySink? = nil, dryRun: Bool = false,
    _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportReport {
    let ending = try fixture.run(csv, rejects: rejects, dryRun: dryRun) {
      $0.onFault = .skip
      change(&$0)
    }
    guard case .done(let written) = ending else {
      throw UserError.bug("the import was refused as a repetition")
    }
    return written.value
  }

  private func names() throws -> [String] {
    try fixture.store.session().read {
      try $0.values("SELECT name FROM customer WHERE deleted_at IS NULL ORDER BY id")
    }
  }

  @Test func theOtherRowsAreImported() throws {
    try forbid("level = C", "no C")
    let rejects = MemorySink()
    let report = try skipping(
      "name,email,level\nA,a@x.cn,A\nB,,A\nC,c@x.cn,Q\nD,,C\nE,e@x.cn,B\n",
      rejects: rejects)
    #expect(report.rows == 5)
    #expect(report.created == 2)
    #expect(report.rejected == 3)
    #expect(try names() == ["A", "E"])
    let lines = String(decoding: rejects.bytes, as: UTF8.self)
      .split(whereSeparator: \.isNewline).map(String.init)
    #expect(lines.count == 4)
    #expect(lines[1].hasPrefix("B,,A,3,\"\",E_RULE,no e-mail; the rule 'no e-mail' refuses: "))
    #expect(lines[2].hasPrefix("C,c@x.cn,Q,4,level,"))
    #expect(lines[3].hasPrefix("D,,C,5,\"\",E_RULE,no e-mail; "))
    #expect(lines[3].contains("no C; "))
    #expect(report.findings.count == 3)
    try fixture.store.expectSound()
    let operations: Int? = try fixture.store.session().read {
      try $0.value("SELECT count(*) FROM operation WHERE created > 0 AND id > 3")
    }
    #expect(operations == 1)
  }

  @Test func aDryRunSaysTheSame() throws {
    let csv = "name,email\nA,a@x.cn\nB,\nC,c@x.cn\n"
    let dry = try skipping(csv, dryRun: true)
    #expect(try names().isEmpty)
    let report = try skipping(csv)
    #expect(dry.created == 2 && report.created == 2)
    #expect(dry.rejected == 1 && report.rejected == 1)
    // What people are told is told once for each import, not for each attempt.
    #expect(fixture.store.notes.filter { $0.contains("lie in the pool") }.count == 2)
  }

  /// The second of two equal rows takes the place of the first, and is refused as well.
  @Test func equalRowsAreRefusedOneAfterAnother() throws {
    let report = try skipping("name,email\nA,\nA,\nA,\nB,b@x.cn\n")
    #expect(report.created == 1)
    #expect(report.rejected == 3)
    let many = String(repeating: "M,\n", count: 30)
    let error = #expect(throws: UserError.self) {
      try skipping("name,email\n" + many)
    }
    #expect(error?.code == "E_REFUSED")
    #expect(try names() == ["B"])
  }

  @Test func updatesAreRefusedByTheirRow() throws {
    try skipping("name,email\nA,a@x.cn\nB,b@x.cn\n")
    try forbid("remark = bad", "bad")
    let report = try skipping("name,remark\nA,bad\nB,good\n") {
      $0.onDuplicate = .update
    }
    #expect(report.updated == 1)
    #expect(report.rejected == 1)
    #expect(report.findings.first?.location?.line == 2)
  }

  @Test func companionsAreRefusedWithTheirRow() throws {
    try forbid("phone is missing", "no phone", of: "contact")
    let report = try skipping(
      "name,email,contact.name,contact.phone\nA,a@x.cn,Li,13800138000\nB,b@x.cn,Wu,\n")
    #expect(report.created == 1)
    #expect(report.rejected == 1)
    #expect(try names() == ["A"])
  }

  /// What no row made cannot be left out.
  @Test func otherRecordsStopTheImport() throws {
    try skipping("name,email,external_id\nA,a@x.cn,1\n")
    try forbid("contacts > 0", "no contacts")
    let ending = #expect(throws: UserError.self) {
      try fixture.run("customer,name\nA,Li\n", into: .contact) { $0.onFault = .skip }
    }
    #expect(ending?.code == "E_RULE")
  }
}
