import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// Files with a row for every line.
@Suite struct LineFileTests {
  private let scene: QuoteScene
  private var store: TestStore { scene.store }

  init() throws {
    scene = try QuoteScene()
  }

  @discardableResult
  private func run(
    _ csv: String, of owner: LineOwner = .contract, dryRun: Bool = false,
    _ change: (inout LineFileImport.Options) -> Void = { _ in }
  ) throws -> LineFileImport.Report {
    var options = LineFileImport.Options()
    change(&options)
    let input = ImportInput(
      name: "lines.csv", source: MemorySource(csv), dialect: CSVDialect(),
      size: Int64(csv.utf8.count))
    return try LineFileImport(of: owner, options, session: store.session(dryRun: dryRun))
      .run(input).value
  }

  /// What is wrong with a file: `CODE line:column message`.
  private func faults(
    _ csv: String, of owner: LineOwner = .contract,
    _ change: (inout LineFileImport.Options) -> Void = { _ in }
  ) throws -> [String] {
    do {
      try run(csv, of: owner, change)
      return []
    } catch let errors as UserErrors {
      return errors.findings.map(Self.text)
    } catch let error as UserError {
      return [Self.text(error)]
    }
  }

  private static func text(_ error: UserError) -> String {
    let column = error.location?.column.map { ":\($0)" } ?? ""
    let place = error.location?.line.map { "\($0)\(column) " } ?? ""
    return "\(error.code ?? "-") \(place)\(error.message)"
  }

  @discardableResult
  private func contract(
    _ number: String, _ amount: String = "0", submitting: Bool = false
  ) throws -> Int64 {
    let fields = try [("amount", amount), ("customer", "Acme"), ("number", number)].map {
      (field: try #require(Noun.contract.field($0.0)), text: $0.1)
    }
    return try ContractAddition(store.session()).run(fields, submitting: submitting).value.id
  }

  private func amount(_ contract: Int64) throws -> Int? {
    try scene.fixture.number("SELECT amount FROM contract WHERE id = \(contract)")
  }

  /// The lines of all records of the noun, as an export has them.
  private func export(_ owner: LineOwner = .contract, of store: TestStore? = nil) throws -> [String]
  {
    let session = (store ?? self.store).session()
    return try FeedText.rows(of: LineTable(of: owner, session: session).feedOfAll(), in: session)
  }

  // MARK: What comes in

  @Test func rowsBecomeLinesAndTheAmountFollows() throws {
    let first = try contract("HT-1")
    let second = try contract("HT-2", "500")
    let report = try run(
      """
      订单合同,产品,数量,单价,折扣%,说明
      HT-1,Press,2,900,5,"今天, 两台"
      HT-2,Oil,10,,,
      contract/1,Oil,4,,,
      """)
    #expect(report.lines == 3 && report.records == 2)
    #expect(
      try export() == [
        "HT-1|1|Press|P00001|2.000||1000.00|900.00|5.00|1710.00|今天, 两台",
        "HT-1|2|Oil|P00002|4.000||0.25|0.25|0.00|1.00|",
        "HT-2|1|Oil|P00002|10.000||0.25|0.25|0.00|2.50|",
      ])
    // 2 × 900 less 5 percent and 4 × 0.25; 500 was set by hand.
    #expect(try amount(first) == 171_100)
    #expect(try amount(second) == 50_000)
    #expect(store.notes.contains { $0.contains("1 contract keeps an amount other than") })
    try store.expectSound()
    try scene.undo()
    #expect(try export() == [])
    #expect(try amount(first) == 0)
    try store.expectSound()
  }

  @Test func aDryRunSaysTheSameAndWritesNothing() throws {
    let id = try contract("HT-1")
    #expect(try run("contract,product\nHT-1,Press\n", dryRun: true).lines == 1)
    #expect(try export() == [])
    #expect(try amount(id) == 0)
  }

  @Test func linesComeBehindThoseThatThereAre() throws {
    let id = try contract("HT-1")
    try run("contract,product\nHT-1,Press\n")
    let again = try faults("contract,product\nHT-1,Oil\nHT-1,Oil\n")
    #expect(again.count == 1)
    #expect(
      again.first?.hasPrefix("E_DUPLICATE 2 contract/1 has 1 line already: 2 rows, first at line 2")
        == true)
    let skipped = try run("contract,product\nHT-1,Oil\n") { $0.existing = .skip }
    #expect(skipped.skipped == 1 && skipped.lines == 0 && skipped.records == 0)
    try run("contract,product\nHT-1,Oil\n") { $0.existing = .add }
    #expect(try export().map { $0.split(separator: "|")[2] } == ["Press", "Oil"])
    #expect(try amount(id) == 100_025)
    try store.expectSound()
  }

  @Test func numbersOfLinesGiveTheirOrder() throws {
    try contract("HT-1")
    try run("contract,line,product\nHT-1,2,Oil\nHT-1,1,Press\n")
    #expect(try export().map { $0.split(separator: "|")[2] } == ["Press", "Oil"])
    try contract("HT-2")
    #expect(
      try faults("contract,line,product\nHT-2,1,Oil\nHT-2,1,Press\n")
        == ["E_DUPLICATE 3 contract/2 has a line 1 further up"])
  }

  // MARK: What does not

  @Test func everyFaultOfTheFileIsTold() throws {
    try contract("HT-1")
    let wrong = try faults(
      """
      contract,product,quantity,price,discount
      HT-9,Press,1,,
      HT-1,Pres,1,,
      HT-1,Press,0,,
      HT-1,Press,1,abc,
      HT-1,Press,1,1,101
      ,Press,1,,
      HT-1,,1,,
      HT-1,Press,1
      HT-1,Oil,900000000000,90000000,
      """)
    #expect(wrong.count == 9, "\(wrong)")
    for (line, text) in [
      (2, "contract 'HT-9' is unknown"), (3, "product 'Pres' is unknown"), (4, "quantity"),
      (5, "price: "), (6, "discount"),
      (7, "names no contract"), (8, "names no product"), (10, "too large"),
    ] {
      #expect(
        wrong.contains { $0.contains(" \(line)") && $0.contains(text) }, "\(line): \(wrong)")
    }
    #expect(try export() == [])
    for file in ["product,quantity\n", "contract,price\n", "contract,product,Product\n"] {
      #expect(try faults(file + "a,b,c\n").first?.hasPrefix("E_COLUMN 1") == true, "\(file)")
    }
  }

  @Test func whatIsSettledTakesLinesOfPastYearsOnly() throws {
    let id = try contract("HT-1", "1000", submitting: true)
    #expect(try faults("contract,product\nHT-1,Press\n").first?.hasPrefix("E_APPROVED") == true)
    try scene.fixture.set(
      "active", to: "0", in: "product", id: try scene.fixture.product("Press"))
    try run("contract,product,price\nHT-1,Press,\n") { $0.isHistoric = true }
    #expect(try export() == ["HT-1|1|Press|P00001|1.000||||0.00||"])
    #expect(try amount(id) == 100_000)
    let quote = try scene.add(["customer": "Acme"], lines: ["Oil"])
    try scene.send(quote)
    #expect(
      try faults("quote,product\nquote/\(quote),Oil\n", of: .quote).first?.hasPrefix("E_FROZEN")
        == true)
    try store.expectSound()
  }

  @Test func anOpportunityFollowsWhileItIsOpen() throws {
    let open = try scene.opportunity("open")
    let won = try scene.opportunity("won")
    _ = try OpportunityClosing(.won(amount: 500), session: store.session()).run(["\(won)"])
    try run("opportunity,product\nopen,Press\nwon,Press\n", of: .opportunity)
    #expect(try scene.amount(open) == 100_000)
    #expect(try scene.amount(won) == 500)
    try store.expectSound()
  }

  // MARK: There and back

  /// Documents and then their lines: the other store exports the same.
  @Test(arguments: [true, false]) func aStoreMovesWithItsLines(inOneFile: Bool) throws {
    try contract("HT-1", "77")
    try contract("HT-2")
    try run(
      """
      contract,product,quantity,price,discount,note
      HT-1,Press,1.5,999.99,12.5,"=1+1,""x""
      y"
      HT-2,Oil,3,,,
      HT-2,Oil,3,0,,客户
      """)
    _ = try ContractSubmission(store.session()).submit(["HT-2"])
    let quote = try scene.add(
      ["customer": "Acme", "discount": "3"], lines: ["Press x 2 -1%", "Oil"])
    try scene.send(quote)
    for name in ["same", "same"] { _ = try scene.opportunity(name, lines: ["Press", "Oil x 7"]) }
    let other = try SalesFixture()
    let fixture = try ImportFixture(other.store)
    let owners = LineOwner.all
    for owner in owners {
      var file = try ExportText.csv(owner.noun, of: store.session())
      let whole = file
      if !inOneFile {
        file = try ExportText.csv(owner.noun, of: store.session(), leavingOut: ["lines"])
      }
      try fixture.report(file, into: owner.noun) { $0.isHistoric = true }
      if !inOneFile {
        let session = other.store.session()
        var options = LineFileImport.Options()
        options.isHistoric = true
        let input = ImportInput(
          name: "lines.csv", source: MemorySource(try ExportText.lines(owner, of: store.session())),
          dialect: CSVDialect())
        _ = try LineFileImport(of: owner, options, session: session).run(input)
      }
      #expect(try ExportText.csv(owner.noun, of: other.store.session()) == whole)
      #expect(try export(owner, of: other.store) == export(owner))
    }
    try other.store.expectSound()
  }
}
