import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// How lines are written.
@Suite struct LineTextTests {
  private let fixture: SalesFixture

  init() throws {
    fixture = try SalesFixture()
    try fixture.add(.product, ["name": "Rail x 2", "list_price": "3"])
    try fixture.add(.product, ["name": "标准版 A", "list_price": "9800"])
  }

  private func read(_ text: String) throws -> Line {
    let session = fixture.store.session()
    return try session.read { try LineReader(session: session, db: $0).read(text) }
  }

  @Test(
    arguments: [
      ("product=Press", 1000, nil, 0), ("product=Press,quantity=2.5", 2500, nil, 0),
      ("quantity=1, price=1,054.00 ,product=Press", 1000, 105_400, 0),
      ("product=Press,price=0", 1000, 0, 0),
      ("product=Press,discount=5%,quantity=3", 3000, nil, 500),
      ("Press", 1000, nil, 0), ("  Press  x  2 ", 2000, nil, 0),
      ("Press x2 @1200 -5%", 2000, 120_000, 500),
      ("Press @ ¥1,200.50", 1000, 120_050, 0), ("Press -12.5% x 0.001", 1, nil, 1250),
      ("Press × 3 ＠ 9.9 －10％", 3000, 990, 1000), ("Press *4", 4000, nil, 0),
      ("Press -100%", 1000, nil, 10_000), ("Press x 1.2万", 12_000_000, nil, 0),
    ] as [(String, Int64, Int64?, Int64)])
  func aLineIsReadWhateverTheOrder(
    text: String, quantity: Int64, price: Int64?, discount: Int64
  ) throws {
    let line = try read(text)
    #expect(line.product == (try fixture.product("Press")))
    #expect(line.quantity == quantity)
    #expect(line.price == price)
    #expect(line.discount == discount)
  }

  @Test func namesThatLookLikeNumbersAreNamed() throws {
    let rail = try fixture.product("Rail x 2")
    #expect(try read("product=Rail x 2").product == rail)
    #expect(try read("Rail x 2 x 3").quantity == 3000)
    #expect(try read("Rail x 2 x 3").product == rail)
    #expect(try read("标准版 A x 2").product == (try fixture.product("标准版 A")))
    let error = #expect(throws: UserError.self) { try read("Rail x 2") }
    #expect(error?.code == "E_REFERENCE")
  }

  @Test func aNoteIsKept() throws {
    #expect(try read("product=Press,note=含安装, 不含税").note == "含安装, 不含税")
    #expect(try read("product=Press,note=").note == nil)
  }

  @Test(arguments: [
    ("quantity=2", "E_LINE"), ("product=Press,quantity=0", "E_LINE"), ("Press x 0", "E_LINE"),
    ("product=Press,colour=red", "E_LINE"), ("", "E_LINE"), ("   ", "E_LINE"),
    ("product=Pres", "E_REFERENCE"), ("Press two", "E_REFERENCE"),
    ("product=Press,price=abc", "E_MONEY"), ("product=Press,quantity=x", "E_NUMBER"),
    ("Press @ abc", "E_MONEY"), ("Press x 1.0001", "E_NUMBER_DECIMALS"),
    ("Press -101%", "E_DISCOUNT"),
    ("Press -0.001%", "E_NUMBER_DECIMALS"), ("Press @ -5", "E_LINE"),
    ("Press x 900000000001", "E_LINE"), ("Press x 1e3", "E_NUMBER_SCIENTIFIC"),
    ("Press x 900000000000 @ 10000000000000.00", "E_MONEY"),
  ])
  func whatIsNoLineIsRefused(text: String, code: String) throws {
    let error = #expect(throws: UserError.self) { try read(text) }
    #expect(error?.code == code, "\(text): \(error?.message ?? "")")
  }
}
