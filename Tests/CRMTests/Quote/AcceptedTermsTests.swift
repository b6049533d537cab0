import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// An opportunity follows the quote that was accepted for it.
@Suite struct AcceptedTermsTests {
  private let scene: QuoteScene

  init() throws {
    scene = try QuoteScene()
  }

  /// Products, quantities, prices and discounts of lines: `Press 2000 90000 500`.
  private func lines(_ owner: LineOwner, of record: Int64) throws -> [String] {
    try scene.fixture.read { db in
      try RecordLines(of: record, owner, in: db).lines.map(\.line).map { line in
        let name: String = try db.value("SELECT name FROM product WHERE id = \(line.product)") ?? ""
        return "\(name) \(line.quantity) \(line.price ?? -1) \(line.discount)"
      }
    }
  }

  private func dump() throws -> StoreDump { try scene.fixture.read(StoreDump.init) }

  private func accept(_ quote: Int64, dryRun: Bool = false) throws -> QuoteDecision.Result {
    try QuoteDecision(session: scene.store.session(dryRun: dryRun))
      .accept("\(quote)", note: nil).value
  }

  /// Without lines of its own, with others, and with more of them.
  @Test(arguments: [[], ["Oil x 3"], ["Press", "Oil", "Oil x 2"]])
  func linesAndAmountFollow(own: [String]) throws {
    let opportunity = try scene.opportunity(lines: own)
    let quote = try scene.add(
      ["opportunity": "\(opportunity)", "discount": "10"],
      lines: ["product=Press,quantity=2,price=900,discount=5,note=急", "Oil x 10"])
    try scene.send(quote)
    let before = try dump()
    #expect(try accept(quote, dryRun: true).newLines == 2)
    #expect(try dump().differences(from: before) == [])
    #expect(try accept(quote).newLines == 2)
    let wanted = ["Press 2000 90000 500", "Oil 10000 25 0"]
    #expect(try lines(.opportunity, of: opportunity) == wanted)
    // 2 × 900 less 5 percent and 10 × 0.25, less 10 percent.
    #expect(try scene.amount(opportunity) == 154_125)
    #expect(
      try scene.fixture.text("SELECT note FROM opportunity_line WHERE opportunity = \(opportunity)")
        == "急")
    try scene.store.expectSound()
    // Winning drafts the contract of what was agreed.
    _ = try OpportunityClosing(.won(amount: nil), session: scene.store.session())
      .run(["\(opportunity)"])
    let contract = try ContractAddition(scene.store.session()).run(
      [(try #require(Noun.contract.field("opportunity")), "\(opportunity)")], submitting: false
    ).value.id
    #expect(try lines(.contract, of: contract) == wanted)
    #expect(
      try scene.fixture.number("SELECT amount FROM contract WHERE id = \(contract)") == 154_125)
    for _ in 1...3 { try scene.undo() }
    #expect(try dump().differences(from: before) == [])
    _ = try OperationUndo(scene.store.session()).redo(nil, isPartial: false)
    #expect(try lines(.opportunity, of: opportunity) == wanted)
    try scene.store.expectSound()
  }

  /// Lines that are those of the quote stay with their ids, so that nothing is in the journal twice.
  @Test func equalLinesStay() throws {
    let opportunity = try scene.opportunity(lines: ["Press x 2 @ 900", "Oil"])
    let quote = try scene.add(["opportunity": "\(opportunity)", "discount": "50"])
    try scene.send(quote)
    let ids: SQL = "SELECT group_concat(id) FROM opportunity_line"
    let before = try scene.fixture.text(ids)
    #expect(try accept(quote).newLines == nil)
    #expect(try scene.fixture.text(ids) == before)
    // Half of 1800.25, the half cent up.
    #expect(try scene.amount(opportunity) == 90_013)
    // The lines come to something else, so that a further one leaves the amount alone.
    _ = try LineChange(of: .opportunity, session: scene.store.session())
      .add(["Oil"], .init(), to: "\(opportunity)")
    #expect(try scene.amount(opportunity) == 90_013)
    try scene.store.expectSound()
  }

  @Test func whatIsWonStays() throws {
    let opportunity = try scene.opportunity(lines: ["Press"])
    let quote = try scene.add(["opportunity": "\(opportunity)"], lines: ["Oil"])
    try scene.send(quote)
    _ = try OpportunityClosing(.won(amount: nil), session: scene.store.session())
      .run(["\(opportunity)"])
    #expect(try accept(quote).newLines == nil)
    #expect(try lines(.opportunity, of: opportunity) == ["Press 1000 100000 0"])
    #expect(try scene.amount(opportunity) == 100_000)
    #expect(scene.store.notes.contains { $0.contains("amount and lines of opportunity/1 stay") })
  }
}
