import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// `line add`, `edit` and `delete` of an opportunity, whose amount follows.
@Suite struct LineChangeTests {
  private let fixture: SalesFixture

  init() throws {
    fixture = try SalesFixture()
  }

  private func opportunity(_ lines: String..., amount: String? = nil) throws -> Int64 {
    let session = fixture.store.session()
    var values: [(field: Field, text: String)] = [
      (try #require(Noun.opportunity.field("customer")), "Acme")
    ]
    if let amount { values.append((try #require(Noun.opportunity.field("amount")), amount)) }
    let report = try OpportunityAddition(session: session).run(.init(values, lines: lines))
    return try #require(Int64(report.records[0].reference.dropFirst("opportunity/".count)))
  }

  private func change<T>(_ body: (LineChange) throws -> T) rethrows -> T {
    try body(LineChange(of: .opportunity, session: fixture.store.session()))
  }

  private func add(_ lines: String..., to record: Int64) throws {
    _ = try change { try $0.add(lines, .init(), to: "\(record)") }
  }

  private func edit(
    _ number: Int, of record: Int64, _ body: (inout LineChange.Edit) -> Void
  ) throws {
    var edit = LineChange.Edit()
    body(&edit)
    _ = try change { try $0.edit(number, edit, of: "\(record)") }
  }

  private func amount(_ record: Int64) throws -> String? {
    try fixture.text(
      "SELECT printf('%d.%02d', amount / 100, amount % 100) FROM opportunity WHERE id = \(record)")
  }

  private func rows(_ record: Int64) throws -> [String] {
    try fixture.rows(
      of: LineTable(of: .opportunity, session: fixture.store.session()).feed(of: record))
  }

  @Test func theAmountFollowsTheLines() throws {
    let id = try opportunity("Press x 2 @ 900 -5%", "Oil x 10")
    #expect(try amount(id) == "1712.50")
    try add("Oil @ 0.99", to: id)
    #expect(try amount(id) == "1713.49")
    try edit(1, of: id) {
      $0.quantity = "3"
      $0.discount = "0"
    }
    #expect(try amount(id) == "2703.49")
    _ = try change { try $0.delete([1, 3], of: "\(id)") }
    #expect(try amount(id) == "2.50")
    #expect(try rows(id) == ["1|Oil|P00002|10.000||0.25|0.25|0.00|2.50|"])
    _ = try change { try $0.delete([1], of: "\(id)") }
    #expect(try fixture.text("SELECT typeof(amount) FROM opportunity") == "null")
    try add("Press", to: id)
    #expect(try amount(id) == "1000.00")
    try fixture.store.expectSound()
  }

  @Test func anAmountThatWasSetByHandStays() throws {
    let id = try opportunity("Press", amount: "5000")
    try add("Oil x 4", to: id)
    #expect(try amount(id) == "5000.00")
    #expect(fixture.store.notes.contains { $0.contains("the amount stays 5000.00") })
    let bare = try opportunity(amount: "70")
    try add("Oil x 4", to: bare)
    #expect(try amount(bare) == "70.00")
  }

  @Test func theAmountOfAClosedOneStays() throws {
    let id = try opportunity("Press")
    _ = try OpportunityClosing(.won(amount: nil), session: fixture.store.session())
      .run(RecordSelection(["\(id)"]))
    try add("Oil", to: id)
    #expect(try amount(id) == "1000.00")
    try fixture.store.expectSound()
  }

  @Test func aLineKeepsThePriceOfItsDay() throws {
    let id = try opportunity("Press")
    try fixture.set("list_price", to: "200000", in: "product", id: try fixture.product("Press"))
    try add("Press", to: id)
    try edit(1, of: id) { $0.note = "老价格" }
    #expect(
      try rows(id) == [
        "1|Press|P00001|1.000||1000.00|1000.00|0.00|1000.00|老价格",
        "2|Press|P00001|1.000||2000.00|2000.00|0.00|2000.00|",
      ])
  }

  @Test func anInactiveProductStaysAndIsNotAdded() throws {
    let id = try opportunity("Press")
    try fixture.set("active", to: "0", in: "product", id: try fixture.product("Press"))
    let error = #expect(throws: UserError.self) { try add("Press", to: id) }
    #expect(error?.code == "E_INACTIVE")
    #expect(throws: UserError.self) { try opportunity("Press") }
    try edit(1, of: id) { $0.quantity = "2" }
    #expect(try amount(id) == "2000.00")
    // Files of past years may name it.
    let press = try fixture.product("Press")
    try fixture.add(
      .opportunity, ["customer": "Acme"], from: .importing(isHistoric: true)
    ) { rules, _ in rules.lines = [Line(product: press)] }
    let refusal = #expect(throws: UserError.self) {
      try fixture.add(.opportunity, ["customer": "Acme"], from: .importing(isHistoric: false)) {
        rules, _ in rules.lines = [Line(product: press)]
      }
    }
    #expect(refusal?.code == "E_INACTIVE")
  }

  @Test func linesMoveAndUndoBringsThemBack() throws {
    let id = try opportunity("Press", "Oil", "Oil x 3")
    try edit(3, of: id) { $0.place = 1 }
    let moved = [
      "1|Oil|P00002|3.000||0.25|0.25|0.00|0.75|",
      "2|Press|P00001|1.000||1000.00|1000.00|0.00|1000.00|",
      "3|Oil|P00002|1.000||0.25|0.25|0.00|0.25|",
    ]
    #expect(try rows(id) == moved)
    _ = try change { try $0.delete([2, 3], of: "\(id)") }
    #expect(try amount(id) == "0.75")
    try undo()
    #expect(try rows(id) == moved)
    #expect(try amount(id) == "1001.00")
    try fixture.store.expectSound()
  }

  @Test(arguments: [0, 2, -1, 4]) func aLineThatIsNotThereIsNamed(number: Int) throws {
    let id = try opportunity("Press")
    let error = #expect(throws: UserError.self) {
      try change { try $0.delete([1, number], of: "\(id)") }
    }
    #expect(error?.exit == .notFound)
    #expect(try rows(id).count == 1)
  }

  @Test func whatComesToTooMuchChangesNothing() throws {
    let id = try opportunity("Press @ 10000000000000.00")
    let error = #expect(throws: UserError.self) { try add("Oil", to: id) }
    #expect(error?.code == "E_MONEY")
    #expect(try rows(id).count == 1)
    try fixture.store.expectSound()
  }

  @Test func hostileTextsAreHarmless() throws {
    let name = "<script>\u{1b}[31m\u{202e}'; DROP TABLE product;-- x 2 \u{1F9FF}"
    try fixture.add(.product, ["name": name, "list_price": "1"])
    let id = try opportunity("product=\(name)")
    try edit(1, of: id) { $0.note = String(repeating: "長", count: 10_000) }
    let document = try fixture.store.session().read { db in
      try OpportunityDocument(session: fixture.store.session(), db: db).document(of: id)
    }
    #expect(document.list("lines").first?["product"] == .text(name))
    try fixture.store.expectSound()
  }

  private func undo() throws {
    let session = fixture.store.session()
    _ = try OperationUndo(session).undo(nil, isPartial: false)
  }
}
