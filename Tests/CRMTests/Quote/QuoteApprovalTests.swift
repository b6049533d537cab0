import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Discounts beyond the limit of a role (优惠申请).
@Suite struct QuoteApprovalTests {
  private let scene: QuoteScene

  init() throws {
    scene = try QuoteScene()
    try scene.fixture.add(.role, ["name": "junior", "discount_limit": "10"])
    try scene.fixture.add(.role, ["name": "senior", "discount_limit": "30%"])
    try add("li", role: "junior")
    try add("wang", role: "senior")
    try add("zhao", role: "sales")
  }

  private func add(_ login: String, role: String) throws {
    let session = scene.store.session()
    let fields = try [("login", login), ("name", login), ("role", role)].map {
      (field: try #require(Noun.user.field($0.0)), text: $0.1)
    }
    _ = try session.write { db in
      try RecordAddition(.user, session: session, db: db).add(fields)
    }
  }

  private func require() throws {
    _ = try QuoteSettings.write([(.quoteApproval, "manual")], session: scene.store.session())
  }

  /// What is said when the user submits a quote of one press with these discounts.
  private func submit(
    _ line: String, _ values: [String: String] = [:], as user: String
  ) throws -> (quote: Int64, isApproved: Bool, text: String) {
    let quote = try scene.add(values.merging(["customer": "Acme"]) { $1 }, lines: [line], as: user)
    return try #require(try scene.move(quote, to: .submit, as: user).approvals.first)
  }

  @Test func withoutApprovalsTheLimitIsTold() throws {
    let within = try submit("Press -10%", as: "li")
    #expect(within.isApproved && within.text == "the discount of 10% is within the limit of 10%")
    let beyond = try submit("Press -10%", ["discount_amount": "0.01"], as: "li")
    #expect(beyond.isApproved && beyond.text == "the discount of 10.01% is beyond the limit of 10%")
    #expect(try submit("Press -90%", as: "zhao").text == "the discount of 90% has no limit")
    #expect(try submit("Press -90%", as: "admin").text == "the discount of 90% has no limit")
    #expect(try scene.standing(beyond.quote) == "approved 899.99")
    #expect(
      try scene.fixture.text("SELECT group_concat(DISTINCT approval) FROM quote") == "automatic")
  }

  /// Line discounts, lower prices and what is taken off the whole count together.
  @Test func whatIsBeyondTheLimitWaits() throws {
    try require()
    #expect(try submit("Press @ 950 -3%", ["discount": "2"], as: "li").isApproved)
    let low = try submit("Press @ 800", as: "li")
    #expect(!low.isApproved && low.text == "the discount of 20% is beyond the limit of 10%")
    #expect(try scene.standing(low.quote) == "submitted 800.00")
    #expect(throws: UserError.self) { try scene.move(low.quote, to: .send, as: "li") }
    let own = #expect(throws: UserError.self) { try scene.move(low.quote, to: .approve, as: "li") }
    #expect(own?.exit == .denied)
    #expect(try scene.move(low.quote, to: .approve, as: "wang").quotes == [low.quote])
    #expect(try scene.standing(low.quote) == "approved 800.00")
    #expect(
      try scene.fixture.text(
        """
        SELECT approval || ' ' || u.login FROM quote q JOIN "user" u ON u.id = q.approved_by
        """) == "manual wang")
    let refused = try submit("Press -50%", as: "li")
    #expect(throws: UserError.self) { try scene.move(refused.quote, to: .approve, as: "wang") }
    try scene.move(refused.quote, to: .reject(note: "太低"), as: "wang")
    #expect(try scene.standing(refused.quote) == "rejected 500.00")
    try scene.store.expectSound()
  }

  @Test(arguments: ["101", "-1"]) func aLimitIsAPercentage(text: String) throws {
    let error = #expect(throws: UserError.self) {
      try scene.fixture.add(.role, ["name": "odd", "discount_limit": text])
    }
    #expect(error?.code == "E_DISCOUNT")
    let session = scene.store.session()
    let changed = #expect(throws: UserError.self) {
      _ = try session.write { db in
        try RecordEditor(.role, session: session, db: db)
          .edit([1], set: [(try #require(Noun.role.field("discount_limit")), text)])
      }
    }
    #expect(changed?.code == "E_DISCOUNT")
  }

  @Test func onlyAnAdminChangesTheSettings() throws {
    let error = #expect(throws: UserError.self) {
      try QuoteSettings.write([(.quoteValidDays, "7")], session: scene.store.session(as: "li"))
    }
    #expect(error?.exit == .denied)
    for (setting, text) in [
      (Setting.quoteNumber, "BJ"), (.quoteValidDays, "-1"), (.quoteApproval, "never"),
      (.quoteNumber, ""),
    ] {
      #expect(throws: UserError.self) {
        try QuoteSettings.write([(setting, text)], session: scene.store.session())
      }
    }
    _ = try QuoteSettings.write(
      [(.quoteNumber, "Q{yy}-{seq:3}"), (.quoteValidDays, "7")], session: scene.store.session())
    let quote = try scene.add(["customer": "Acme"])
    #expect(try scene.number(quote) == "Q26-001")
    #expect(try scene.document(quote)["valid_until"] == .text("2026-03-08"))
  }
}
