import CRM
import Catalogue
import Tabular
import Testing
import Values

/// What shows only when all rows are in is told by the rows, and leaves them out when asked to.
@Suite struct LateRefusalTests {
  private let fixture: ImportFixture

  init() throws {
    fixture = try ImportFixture()
  }

  private func errors(_ csv: String) throws -> UserErrors {
    try #require(throws: UserErrors.self) { try fixture.run(csv) }
  }

  private func names() throws -> [String] {
    try fixture.rows("SELECT name FROM customer WHERE deleted_at IS NULL ORDER BY id")
  }

  /// Imports what can be, and returns the names in the rows that were left out for this.
  private func skipping(_ csv: String, for code: String) throws -> [String] {
    let rejects = MemorySink()
    let ending = try fixture.run(csv, rejects: rejects) { $0.onFault = .skip }
    guard case .done(let written) = ending else {
      throw UserError.bug("the import was refused as a repetition")
    }
    let lines = String(decoding: rejects.bytes, as: UTF8.self)
      .split(whereSeparator: \.isNewline).dropFirst()
    #expect(written.value.rejected == lines.count)
    try fixture.store.expectSound()
    return lines.filter { $0.contains(",\(code),") }.map { String($0.prefix { $0 != "," }) }
  }

  @Test func whoWouldOwnTooManyKeepsTheFirst() throws {
    try RuleScene(fixture.store).add(
      "pool_limit", ["name": "cap", "user": "admin", "owned_cap": "2"])
    let csv = "name,owner,level\nA,admin,A\nB,admin,A\nC,,A\nD,admin,A\nE,admin,A\n"
    let errors = try errors(csv)
    #expect(errors.findings.map(\.location?.line) == [5, 6])
    #expect(errors.findings.map(\.code) == ["owned_cap", "owned_cap"])
    #expect(errors.findings[0].message.hasPrefix("admin would own 4 customers"))
    #expect(errors.conclusion.exit == .badData)
    #expect(try names() == [])
    #expect(try skipping(csv, for: "owned_cap") == ["D", "E"])
    #expect(try names() == ["A", "B", "C"])
  }

  @Test func rowsThatThePoolDoesNotTakeAreLeftOut() throws {
    try RuleScene(fixture.store).add("pool", ["name": "East", "entry": "level = A"])
    let csv = "name,pool,level\nA,East,A\nB,East,B\nC,public,B\nD,East,\n"
    let errors = try errors(csv)
    #expect(errors.findings.map(\.location?.line) == [3, 5])
    #expect(errors.findings[0].message == "the pool 'East' does not take customer 'B'")
    #expect(errors.conclusion.code == "not_admitted")
    #expect(try skipping(csv, for: "not_admitted") == ["B", "D"])
    #expect(try names() == ["A", "C"])
  }

  @Test func rowsThatStandAboveEachOtherAreLeftOut() throws {
    let csv = "name,parent,level\nA,B,A\nB,A,A\nC,D,A\nD,,A\n"
    let errors = try errors(csv)
    #expect(errors.findings.map(\.location?.line) == [2, 3])
    #expect(errors.findings[0].message == "this customer would be its own parent")
    #expect(try skipping(csv, for: "E_CYCLE") == ["A", "B"])
    #expect(try names() == ["C", "D"])
  }

  @Test func aCommandIsToldOfItsRecord() throws {
    let scene = RuleScene(fixture.store)
    try scene.add("pool", ["name": "East", "entry": "level = A"])
    let error = #expect(throws: UserError.self) {
      try scene.add("customer", ["name": "B", "pool": "East"])
    }
    #expect(error?.code == "not_admitted" && error?.exit == .no)
  }
}
