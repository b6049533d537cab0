import CRM
import Catalogue
import Testing
import Values

@Suite struct ImportReferenceTests {
  @Test(arguments: [
    "name,parent\nA,\nB,A\nC,B\n", "name,parent\nC,B\nB,A\nA,\n", "name,parent\nB,A\nA,\nC,B\n",
  ])
  func parentsResolveWhateverTheOrderOfRows(csv: String) throws {
    let fixture = try ImportFixture()
    _ = try fixture.report(csv)
    #expect(
      try fixture.rows(
        """
        SELECT c.name, p.name FROM customer c LEFT JOIN customer p ON p.id = c.parent
        ORDER BY c.name
        """) == ["A|", "B|A", "C|B"])
  }

  @Test func recordIsNotItsOwnAncestor() throws {
    let fixture = try ImportFixture()
    let errors = #expect(throws: UserErrors.self) {
      try fixture.run("name,parent\nA,B\nB,A\n")
    }
    #expect(errors?.findings.compactMap(\.location?.line) == [2, 3])
    #expect(try fixture.count("customer") == "0")
  }

  @Test func managersWhoAreOnlyNamedAreCreated() throws {
    let fixture = try ImportFixture()
    let report = try fixture.report(
      "name,manager,team\nAnn,Ben,Central\nCid,Ann,Central\n", into: .user
    ) { $0.createsMissing = ["manager", "team"] }
    #expect(report.created == 2)
    #expect(report.missing.map { "\($0.count) \($0.name)" } == ["1 team", "1 user"])
    #expect(
      try fixture.rows(
        """
        SELECT u.login, m.login FROM "user" u JOIN "user" m ON m.id = u.manager ORDER BY u.login
        """) == ["ann|ben", "cid|ann"])
  }

  @Test func valuesAreReplacedDefaultedAndSet() throws {
    let fixture = try ImportFixture()
    _ = try fixture.report("name,type,remark\nA,Firma,\nB,,old\n") {
      $0.replacements = [.init(target: "type", text: "Firma", replacement: "enterprise")]
      $0.defaults = [
        .init(target: "type", text: "individual"), .init(target: "remark", text: "none"),
      ]
      $0.constants = [.init(target: "owner", text: "admin")]
    }
    #expect(
      try fixture.rows(
        """
        SELECT c.name, c.type, c.remark, u.login FROM customer c JOIN "user" u ON u.id = c.owner
        ORDER BY c.id
        """) == ["A|enterprise|none|admin", "B|individual|old|admin"])
  }

  @Test func wrongConstantIsAUsageErrorBeforeAnyRow() throws {
    let fixture = try ImportFixture()
    #expect {
      try fixture.run("name\nA\n") { $0.constants = [.init(target: "pool", text: "nowhere")] }
    } throws: {
      ($0 as? UserError)?.exit == .notFound
    }
  }

  @Test func headersAreFoundInBothLanguagesAndByAlias() throws {
    let fixture = try ImportFixture()
    let report = try fixture.report("公司名称,手机,跟进人,Colour\n华为,13800000001,admin,red\n")
    #expect(report.unmapped == ["Colour"])
    #expect(try fixture.rows("SELECT name, phone, owner FROM customer") == ["华为|13800000001|1"])
  }

  @Test(arguments: Catalogue.builtIn.nouns.filter { !$0.isReadOnly }.map(\.name), [false, true])
  func templateIsAFileThatTheImportReads(noun: String, isHistoric: Bool) throws {
    let noun = try #require(Catalogue.builtIn.noun(noun))
    let names = try FileImport.columnNames(
      of: noun, in: .builtIn, isHistoric: isHistoric)
    let report = try ImportFixture().report(names.joined(separator: ",") + "\n", into: noun) {
      $0.isHistoric = isHistoric
    }
    #expect(report.unmapped == [])
    #expect(report.rows == 0)
  }
}
