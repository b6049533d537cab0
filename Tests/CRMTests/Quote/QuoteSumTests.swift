import Catalogue
import ProgramTesting
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// What quotes come to, in Swift and in SQL.
@Suite struct QuoteSumTests {
  private let scene: QuoteScene

  init() throws {
    scene = try QuoteScene()
  }

  /// Half a cent is rounded up on every line, and once more on the whole.
  @Test func everyLineAndTheWholeAreRoundedHalfUp() throws {
    let quote = try scene.add(
      ["customer": "Acme", "discount": "50%", "discount_amount": "0.10"],
      lines: ["Oil -50%", "Oil x 1.5 -10%", "Oil x 0.5 @ 0.01"])
    // 0.125 → 0.13, 0.3375 → 0.34, 0.005 → 0.01; together 0.48, half of it 0.24, less 0.10.
    let document = try scene.document(quote)
    #expect(document["subtotal"] == .decimal("0.48"))
    #expect(document["reduction"] == .decimal("0.34"))
    #expect(document["total"] == .decimal("0.14"))
    #expect(
      document.list("lines").map { $0["subtotal"] }
        == ["0.13", "0.34", "0.01"].map { .decimal($0) })
    try scene.addLine("Oil x 0.02", to: quote)
    // 0.005 → 0.01; together 0.49, half of it 0.245 → 0.25, less 0.10.
    #expect(try scene.standing(quote) == "draft 0.15")
  }

  @Test func swiftAndSQLAgree() throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<60 {
      let discount = Int64.random(in: 0...10_000, using: &random)
      let taken = Int64.random(in: 0...500, using: &random)
      let lines = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        let quantity = Int64.random(in: 1...9999, using: &random)
        let price = Int64.random(in: 0...1_000_000, using: &random)
        let off = Int64.random(in: 0...10_000, using: &random)
        return "Oil x \(FixedPoint.quantity.format(quantity)) @ \(Money.format(price, digits: 2))"
          + " -\(FixedPoint.percent.format(off))%"
      }
      let quote = try scene.add(
        [
          "customer": "Acme", "discount": FixedPoint.percent.format(discount),
          "discount_amount": Money.format(taken, digits: 2),
        ], lines: lines)
      let session = scene.store.session()
      let (swift, sql) = try session.read { db in
        let standing = try QuoteStanding.load([quote], session: session, in: db)[0]
        return (
          try standing.sum(in: db),
          try db.row(
            """
            SELECT \(QuoteStatus.subtotal("q")), \(QuoteStatus.total("q")) FROM quote q
            WHERE q.id = \(quote)
            """, as: Int64?.self, Int64?.self)
        )
      }
      #expect(swift?.subtotal == sql?.0)
      #expect(swift?.total == sql?.1)
    }
    try scene.store.expectSound()
  }

  @Test func withoutAPriceNothingIsKnown() throws {
    try scene.fixture.add(.product, ["name": "Service"])
    let quote = try scene.add(["customer": "Acme"], lines: ["Oil", "Service"])
    #expect(try scene.standing(quote) == "draft ")
    let error = #expect(throws: UserError.self) { try scene.move(quote, to: .submit) }
    #expect(error?.code == "E_LINES")
    let empty = try scene.add(["customer": "Acme"])
    #expect(throws: UserError.self) { try scene.move(empty, to: .submit) }
  }

  @Test(arguments: [
    ["discount": "101"], ["discount": "-1"], ["discount_amount": "-0.01"],
  ]) func discountsThatAreNoneAreRefused(values: [String: String]) throws {
    let error = #expect(throws: UserError.self) {
      try scene.add(values.merging(["customer": "Acme"]) { $1 })
    }
    #expect(error?.code == "E_DISCOUNT")
    let quote = try scene.add(["customer": "Acme"])
    #expect(throws: UserError.self) { try scene.edit(quote, values) }
    try scene.store.expectSound()
  }

  @Test func moreThanEverythingIsNotTakenOff() throws {
    let quote = try scene.add(["customer": "Acme", "discount_amount": "0.26"], lines: ["Oil"])
    let error = #expect(throws: UserError.self) { try scene.move(quote, to: .submit) }
    #expect(error?.code == "E_DISCOUNT")
    try scene.edit(quote, ["discount_amount": "0.25"])
    try scene.move(quote, to: .submit)
    #expect(try scene.standing(quote) == "approved 0.00")
  }
}
