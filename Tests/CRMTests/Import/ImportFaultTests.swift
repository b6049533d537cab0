import CRM
import Catalogue
import Tabular
import Testing
import Values

@Suite struct ImportFaultTests {
  @Test(arguments: [
    ("", "E_EMPTY -:-"),
    ("\n\n", "E_EMPTY -:-"),
    (",,\n", "E_HEADER 1:1"),
    ("name,name\nA,B\n", "E_HEADER_DUPLICATE 1:6"),
    ("name,phone\nA\n", "E_RAGGED 2:2"),
    ("name,phone\n\"A,1\n", "E_QUOTE 2:1"),
    ("name,phone\nA\0,1\n", "E_NUL 2:2"),
    ("colour\nred\n", "E_COLUMN 1:-"),
    ("name,phone\nA,1.38E+10\n", "E_PHONE_SCIENTIFIC 2:3"),
    ("name,phone\nA,none\n", "E_PHONE 2:3"),
    ("name,credit_grade\nA,7\n", "E_CREDIT_GRADE 2:3"),
    ("name,next_follow_up\nA,03/04/2026\n", "E_DAY_AMBIGUOUS 2:3"),
    ("name,owner\nA,nobody\n", "E_REFERENCE 2:3"),
    ("name,owner\nA,1\n", "E_REFERENCE 2:3"),
    ("name,industry\nA,moon\n", "E_OPTION 2:3"),
    ("name,parent\nA,Nowhere\n", "E_REFERENCE 2:3"),
    ("name,phone\n,13800000000\n", "E_REQUIRED 2:-"),
    ("name,owner,pool\nA,admin,public\n", "E_OWNER_AND_POOL 2:-"),
    ("name,联系人,联系电话\nA,,13800000000\n", "E_CONTACT 2:3"),
    ("name\nA\na\n", "E_DUPLICATE 3:-"),
    ("name,联系人,contact.external_id\nA,张,7\nB,李,7\n", "E_DUPLICATE 3:-"),
  ])
  func brokenFileIsRefusedAtItsPlace(csv: String, expected: String) throws {
    let fixture = try ImportFixture()
    #expect(try fixture.faults(csv) == [expected])
    #expect(try fixture.count("customer") == "0")
    #expect(try fixture.count("operation") == "1")
  }

  @Test(arguments: [
    ("held_since\n2027-01-01", "E_HELD_SINCE"), ("created_at\n2027-01-01", "E_CREATED_AT"),
  ])
  func historyDoesNotLieAhead(cell: String, code: String) throws {
    let fixture = try ImportFixture()
    let parts = cell.split(separator: "\n")
    let faults = try fixture.faults("name,\(parts[0])\nA,\(parts[1])\n") { $0.isHistoric = true }
    #expect(faults == ["\(code) 2:-"])
  }

  @Test(arguments: [
    ("lines", "no array"), ("lines", #"[1]"#), ("lines", #"[{"quantity":"1"}]"#),
    ("lines", #"[{"product":"P","quantity":"0"}]"#), ("lines", #"[{"product":["P"]}]"#),
    ("lines", #"[{"product":"P","colour":"red"}]"#), ("stage_events", #"[{"to":"Interest"}]"#),
    ("stage_events", #"[{"to":"Interest","at":"yesterday"}]"#),
    ("stage_events", #"[{"to":"Interest","at":"2026-01-01T00:00:00Z","probability":101}]"#),
    (
      "stage_events",
      #"[{"to":"Quote","at":"2026-01-02T00:00:00Z"},{"to":"Interest","at":"2026-01-01T00:00:00Z"}]"#
    ),
    ("stage_events", #"[{"to":"Quote","at":"2026-01-02T00:00:00Z"}]"#),
  ])
  func brokenPartsOfAnOpportunityAreRefused(column: String, cell: String) throws {
    let fixture = try ImportFixture()
    try fixture.run("name\nP\n", into: .product)
    try fixture.run("name\nA\n")
    let quoted = cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    let faults = try fixture.faults(
      "customer,stage,\(column)\nA,Interest,\"\(quoted)\"\n", into: .opportunity
    ) { $0.isHistoric = true }
    #expect(faults.map { $0.split(separator: ":")[0] } == ["E_\(column.uppercased()) 2"])
    #expect(try fixture.count("opportunity") == "0")
  }

  @Test func allFaultsAreFoundAndGrouped() throws {
    let fixture = try ImportFixture()
    let csv = "name,owner,phone\nA,x,1.3E+10\nB,x,13800000000\nC,admin,no\nD,x,13800000001\n"
    do {
      try fixture.run(csv)
      Issue.record("the import succeeded")
    } catch let errors as UserErrors {
      #expect(errors.findings[0].message == "owner 'x': 3 rows, first at line 2")
      #expect(errors.findings.count == 3)
      #expect(errors.conclusion.message == "leads.csv: 4 of 4 rows are wrong; nothing was imported")
      #expect(errors.conclusion.exit == .badData)
    }
  }

  @Test(arguments: [
    "Name=colour", "Nme=name", "name=updated_at", "name=held_since",
  ])
  func mapThatMeansNothingIsAUsageError(map: String) throws {
    let parts = map.split(separator: "=").map(String.init)
    let fixture = try ImportFixture()
    #expect {
      try fixture.run("name\nA\n") { $0.maps = [.init(column: parts[0], target: parts[1])] }
    } throws: {
      ($0 as? UserError)?.exit == .usage
    }
  }

  @Test func rowsWithFaultsAreSkippedAndCanBeImportedOnceCorrected() throws {
    let fixture = try ImportFixture()
    let rejects = MemorySink()
    let ending = try fixture.run("name,phone\nA,13800000000\n\"B, 2\",abc\n", rejects: rejects) {
      $0.onFault = .skip
    }
    guard case .done(let written) = ending else {
      Issue.record("not imported")
      return
    }
    #expect(written.value.created == 1)
    #expect(written.value.rejected == 1)
    let text = try #require(rejects.text)
    #expect(
      text == """
        name,phone,_line,_column,_code,_message
        "B, 2",abc,3,phone,E_PHONE,'abc' is no telephone number; it has no digits

        """)
    let corrected = text.split(separator: "abc", maxSplits: 1).joined(separator: "13800000001")
    #expect(try fixture.report(corrected).created == 1)
    #expect(try fixture.rows("SELECT name FROM customer ORDER BY id") == ["A", "B, 2"])
  }

  @Test func dryRunChangesNothing() throws {
    let fixture = try ImportFixture()
    try fixture.run("name\nA\n", dryRun: true)
    #expect(try fixture.count("customer") == "0")
    #expect(try fixture.report("name\nA\n").created == 1)
  }

  @Test func rowWithSeveralFaultsIsOneRejectedRow() throws {
    let fixture = try ImportFixture()
    let rejects = MemorySink()
    let csv = "name,phone,email\nA,abc,cy@\nB,,\nC\n,,c@d\n"
    let ending = try fixture.run(csv, rejects: rejects) { $0.onFault = .skip }
    guard case .done(let written) = ending else {
      Issue.record("not imported")
      return
    }
    #expect(written.value.rejected == 3)
    #expect(written.value.created == 1)
    #expect(written.value.findings.count == 4)
    #expect(
      rejects.text?.split(separator: "\n").dropFirst().map { $0.prefix { $0 != ";" } } == [
        "A,abc,cy@,2,phone,E_PHONE,\"'abc' is no telephone number",
        "C,,,4,\"\",E_RAGGED,\"expected 3 fields, found 1",
        ",,c@d,5,\"\",E_REQUIRED,\"customer needs a value for name",
      ])
  }

  @Test func rowWithAnUnknownParentIsImportedWithoutIt() throws {
    let fixture = try ImportFixture()
    let csv = "name,parent\nA,Nowhere\nB,A\nC,Nowhere\n"
    let rejects = MemorySink()
    let ending = try fixture.run(csv, rejects: rejects) { $0.onFault = .skip }
    guard case .done(let written) = ending else {
      Issue.record("not imported")
      return
    }
    #expect(written.value.created == 3)
    #expect(written.value.rejected == 0)
    #expect(written.value.unlinked == 2)
    #expect(rejects.text == "name,parent,_line,_column,_code,_message\n")
    // Once the parent is known, the same rows add what is missing.
    _ = try fixture.report("name\nNowhere\n")
    let report = try fixture.report(csv) {
      $0.onDuplicate = .fill
      $0.repeats = true
    }
    #expect(report.created == 0)
    #expect(
      try fixture.rows(
        """
        SELECT c.name, p.name FROM customer c LEFT JOIN customer p ON p.id = c.parent
        ORDER BY c.name
        """) == ["A|Nowhere", "B|A", "C|Nowhere", "Nowhere|"])
  }

  @Test func unknownParentsCountAsWrongRows() throws {
    let fixture = try ImportFixture()
    do {
      try fixture.run("name,parent\nA,Nowhere\nB,\n")
      Issue.record("the import succeeded")
    } catch let errors as UserErrors {
      #expect(errors.conclusion.message == "leads.csv: 1 of 2 rows are wrong; nothing was imported")
    }
  }

  @Test func unknownStageOfAnImportNamesTheOptionOfImports() throws {
    let fixture = try ImportFixture()
    _ = try fixture.report("name\nA\n")
    do {
      try fixture.run("name,customer,stage\nX,A,Nowhere\n", into: .opportunity)
      Issue.record("the import succeeded")
    } catch let errors as UserErrors {
      let message = try #require(errors.findings.first?.message)
      #expect(message.contains("--set pipeline=NAME names another pipeline"))
    }
  }
}
