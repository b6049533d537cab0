import CRM
import Catalogue
import Testing
import Values

/// A load so large that indexes are dropped gives what small ones give.
@Suite struct ImportBulkTests {
  private static let header = "external_id,name,type,phone,parent\n"

  /// Rows with every kind of collision: repeated names, external ids, phones and parents.
  private static func rows(_ range: Range<Int>) -> String {
    range.map { number in
      let name = number % 50 == 7 ? number - 3 : number
      let type = number % 5 == 0 ? "individual" : "enterprise"
      let external = number % 90 == 11 ? "E\(number - 1)" : number % 4 == 0 ? "" : "E\(number)"
      let phone =
        number % 3 == 0 ? "1380000\(number % 700 + 1000)" : "139\(10_000_000 + number) / 0\(number)"
      let parent = number % 40 == 1 && number % 50 != 7 ? "Company \(number + 4)" : ""
      return "\(external),Company \(name),\(type),\(phone),\(parent)\n"
    }.joined()
  }

  private static func content(_ fixture: ImportFixture) throws -> [String] {
    try fixture.rows(
      """
      SELECT c.name, c.type, c.external_id, c.phone_key, p.name FROM customer c
      LEFT JOIN customer p ON p.id = c.parent ORDER BY c.name, c.type, c.external_id, c.phone_key
      """)
      + fixture.rows(
        """
        SELECT n.key, c.name FROM phone_number n JOIN customer c ON c.id = n.record ORDER BY 1, 2
        """)
      + fixture.rows("SELECT name FROM sqlite_schema WHERE type IN ('index', 'trigger') ORDER BY 1")
      + fixture.rows("SELECT origin, count(*) FROM customer GROUP BY 1")
  }

  @Test func bulkLoadEqualsSmallLoads() throws {
    let large = try ImportFixture()
    let small = try ImportFixture()
    _ = try large.run(Self.header + Self.rows(1..<12_001)) { $0.onDuplicate = .skip }
    for start in stride(from: 1, to: 12_001, by: 6_000) {
      _ = try small.run(Self.header + Self.rows(start..<(start + 6_000))) {
        $0.onDuplicate = .skip
      }
    }
    let expected = try Self.content(small)
    #expect(try Self.content(large) == expected)
    #expect(expected.count > 20_000)
    // On top of what is there, with keys that were read from the store.
    _ = try large.run(Self.header + Self.rows(6_001..<24_001)) { $0.onDuplicate = .skip }
    for start in stride(from: 12_001, to: 24_001, by: 6_000) {
      _ = try small.run(Self.header + Self.rows(start..<(start + 6_000))) {
        $0.onDuplicate = .skip
      }
    }
    let second = try Self.content(small)
    #expect(try Self.content(large) == second)
  }

  /// An individual is the same by name and any number, those of contacts included, also when the
  /// contact came in a row before.
  @Test func bulkLoadKnowsTheNumbersOfContactsItCreated() throws {
    var csv = "name,type,phone,contact.name,contact.phone\n"
    for number in 1...12_000 {
      csv += "Person \(number),individual,13\(100_000_000 + number),,\n"
    }
    csv += "张伟,individual,13800138001,Ann,13900139001\n"  // the first
    csv += "张伟,individual,13900139001,,\n"  // has the number of Ann
    csv += "张伟,individual,13800138001,Ben,13900139002\n"  // the first again, with another contact
    csv += "张伟,individual,13900139002,,\n"  // has the number of Ben
    csv += "张伟,individual,13900139003,,\n"  // somebody else
    let fixture = try ImportFixture()
    let report = try fixture.report(csv) { $0.onDuplicate = .fill }
    #expect(report.created == 12_002)
    #expect(report.companions == 2)
    #expect(
      try fixture.rows("SELECT phone FROM customer WHERE name = '张伟' ORDER BY id")
        == ["13800138001", "13900139003"])
  }

  /// The number of a receivable follows from the ones before it in the file.
  @Test func manyReceivablesAreNumberedWithinTheirContracts() throws {
    let fixture = try ImportFixture()
    _ = try fixture.run("name\n华为\n")
    let contracts = (1...200).map { "K\($0),华为,60,approved,2026-03-01\n" }.joined()
    _ = try fixture.run("number,customer,amount,approval,signed\n" + contracts, into: .contract) {
      $0.isHistoric = true
    }
    // All contracts in turn, so that those of one are far apart.
    let rows = (0..<12_000).map { "K\($0 % 200 + 1),2026-04-01,1\n" }.joined()
    _ = try fixture.run("contract,due,amount\n" + rows, into: .receivable)
    #expect(
      try fixture.rows(
        """
        SELECT DISTINCT min(number) || '-' || max(number) || ' ' || count(DISTINCT number)
        FROM receivable GROUP BY contract
        """) == ["1-60 60"])
  }
}
