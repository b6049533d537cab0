import ProgramTesting
import Store
import Testing
import Values

@testable import CRM

/// Swift and SQL come to the same amounts, and both to those of school.
@Suite struct LineArithmeticTests {
  private let fixture: SalesFixture

  init() throws {
    fixture = try SalesFixture()
  }

  private func line(_ quantity: Int64, _ price: Int64, _ discount: Int64) -> Line {
    var line = Line(product: 1)
    line.quantity = quantity
    line.price = price
    line.discount = discount
    return line
  }

  /// Quantity in thousandths, price in cents, discount in hundredths of a percent, subtotal in cents.
  @Test(
    arguments: [
      (1000, 25, 5000, 13),  // 12.5 up
      (500, 1, 0, 1),  // half a cent up
      (499, 1, 0, 0), (1000, 99, 10_000, 0), (1500, 25, 0, 38), (3000, 3333, 333, 9666),
      (1, 1, 9999, 0), (5, 100_000, 9_000, 50), (1, 500, 0, 1), (1, 499, 0, 0),
      (900_000_000_000_000, 1_111, 1, 999_800_010_000_000),
      (1000, Money.largest, 0, Money.largest), (1000, Money.largest, 5000, Money.largest / 2),
    ] as [(Int64, Int64, Int64, Int64)])
  func halfACentIsRoundedUp(
    quantity: Int64, price: Int64, discount: Int64, subtotal: Int64
  ) throws {
    let line = line(quantity, price, discount)
    try line.check()
    #expect(try line.subtotal() == subtotal)
    #expect(try stored([line]) == [subtotal])
  }

  @Test func linesAddUpInSwiftAndInSQL() throws {
    var random = SeededGenerator(seed: 20_260_301)
    var lines: [Line] = []
    while lines.count < Soak.rounds(3000, soaking: 1_000_000) {
      // Magnitudes from a thousandth to the largest, most of them with odd parts.
      let quantity = Int64.random(
        in: 1...(1 << Int64.random(in: 1...49, using: &random)), using: &random)
      let price = Int64.random(
        in: 0...(1 << Int64.random(in: 0...62, using: &random)), using: &random)
      let discount = Int64.random(in: 0...10_000, using: &random)
      let line = line(quantity, price, discount)
      if (try? line.check()) != nil { lines.append(line) }
    }
    let expected = try lines.map { try #require(try $0.subtotal()) }
    for (line, subtotal) in zip(lines, expected) {
      // q × p × (10000 − d) lies within half a unit of the subtotal, its lower end included.
      let product =
        Int128(line.quantity) * Int128(line.price ?? 0) * Int128(10_000 - line.discount)
      let difference = 2 * (Int128(subtotal) * 10_000_000 - product)
      #expect(difference > -10_000_000 && difference <= 10_000_000)
    }
    #expect(try stored(lines) == expected)
    // So many that their sum is an amount.
    let small = Array(lines.filter { ((try? $0.subtotal()) ?? nil ?? .max) < 1 << 36 }.prefix(4000))
    #expect(small.count > 1000)
    _ = try stored(small)
    let sum: Int64? = try fixture.read {
      try $0.value("SELECT sum(subtotal) FROM opportunity_line")
    }
    #expect(sum == (try small.total()))
  }

  @Test func aDiscountOnASumIsTheSameInSQL() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let amount = Int64.random(
        in: 0...(1 << Int64.random(in: 0...62, using: &random)), using: &random)
      let discount = Int64.random(in: 0...10_000, using: &random)
      let less: Int64? = try fixture.read {
        try $0.value("SELECT \(LineArithmetic.less("\(amount)", by: "\(discount)"))")
      }
      #expect(
        less
          == Money.subtotal(quantityMilli: 1000, price: amount, discountBasisPoints: discount))
    }
  }

  @Test func aSumThatIsTooLargeIsAnError() throws {
    let error = #expect(throws: UserError.self) {
      try [line(1000, Money.largest, 0), line(1000, 1, 0)].total()
    }
    #expect(error?.code == "E_MONEY")
    #expect(try [line(1000, Money.largest, 0), Line(product: 1)].total() == nil)
  }

  /// What SQL makes of the lines, which are the only ones of the store.
  private func stored(_ lines: [Line]) throws -> [Int64] {
    let session = fixture.store.session()
    return try session.write { db in
      try db.remove("opportunity_line", where: "1")
      let id = try db.value("SELECT max(id) FROM opportunity", as: Int64?.self) ?? nil
      let record = try id ?? makeOpportunity(in: db, session: session)
      let inserter = LineInserter(.opportunity, in: db)
      try inserter.insert(lines, of: record)
      try inserter.finish()
      return try db.values("SELECT subtotal FROM opportunity_line ORDER BY id")
    }.value
  }

  private func makeOpportunity(in db: WriteTransaction, session: Session) throws -> Int64 {
    try db.insert(
      "opportunity",
      [
        ("name", .text("sale")), ("customer", .integer(fixture.acme)),
        ("pipeline", .integer(fixture.pipeline)),
        ("stage", .integer(try fixture.stage("Engaging"))), ("probability", .integer(50)),
        ("created_at", .text("2026-03-01T01:00:00Z")),
        ("updated_at", .text("2026-03-01T01:00:00Z")),
      ])
  }
}
