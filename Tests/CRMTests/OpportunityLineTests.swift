import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

@Suite struct OpportunityLineTests {
  private let fixture: SalesFixture

  init() throws {
    fixture = try SalesFixture()
  }

  private func read(_ text: String) throws -> OpportunityCreation.Line {
    let session = fixture.store.session()
    return try session.read { try OpportunityLineReader(session: session, db: $0).read(text) }
  }

  @Test(
    arguments: [
      ("product=Press", 1000, nil), ("product=Press,quantity=2.5", 2500, nil),
      ("quantity=1, price=1,054.00 ,product=Press", 1000, 105_400),
      ("product=Press,price=0", 1000, 0),
    ] as [(String, Int64, Int64?)])
  func aLineIsReadWhateverTheOrder(text: String, quantity: Int64, price: Int64?) throws {
    let line = try read(text)
    #expect(line.product == (try fixture.product("Press")))
    #expect(line.quantity == quantity)
    #expect(line.price == price)
  }

  @Test(arguments: [
    ("quantity=2", "E_LINE"), ("product=Press,quantity=0", "E_LINE"),
    ("product=Press,colour=red", "E_LINE"), ("Press", "E_LINE"), ("product=Pres", "E_REFERENCE"),
    ("product=Press,price=abc", "E_MONEY"), ("product=Press,quantity=x", "E_NUMBER"),
  ])
  func whatIsNoLineIsRefused(text: String, code: String) throws {
    let error = #expect(throws: UserError.self) { try read(text) }
    #expect(error?.code == code)
  }

  @Test func showHasTheLinesAndTheWay() throws {
    let session = fixture.store.session()
    let customer = try #require(Noun.opportunity.field("customer"))
    let report = try OpportunityAddition(session: session)
      .run(
        .init([(customer, "Acme")], products: ["Oil"], lines: ["product=Press,quantity=2"]))
    #expect(report.summary == "added opportunity/1 Acme · Oil")
    let document = try session.read { db in
      try OpportunityDocument(session: session, db: db).document(of: 1)
    }
    guard case .object(let entries) = document else {
      Issue.record("no object: \(document)")
      return
    }
    #expect(entries.first { $0.name == "amount" }?.value == .decimal("2000.25"))
    #expect(
      entries.first { $0.name == "lines" }?.value
        == .list([
          .object([
            .init("product", .text("Oil")), .init("quantity", .decimal("1")),
            .init("price", .decimal("0.25")), .init("subtotal", .decimal("0.25")),
          ]),
          .object([
            .init("product", .text("Press")), .init("quantity", .decimal("2")),
            .init("price", .decimal("1000.00")), .init("subtotal", .decimal("2000.00")),
          ]),
        ]))
    guard case .list(let events)? = entries.first(where: { $0.name == "stage_events" })?.value
    else {
      Issue.record("no stage events")
      return
    }
    #expect(events.count == 1)
  }
}
