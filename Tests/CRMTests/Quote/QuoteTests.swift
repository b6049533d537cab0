import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// Quotes from draft to decision.
@Suite struct QuoteTests {
  private let scene: QuoteScene

  init() throws {
    scene = try QuoteScene()
  }

  @Test func aQuoteTakesOverWhatItsOpportunityHas() throws {
    let opportunity = try scene.opportunity(lines: ["Press x 2 @ 900 -5%", "Oil x 10"])
    let quote = try scene.add(["opportunity": "\(opportunity)"])
    #expect(try scene.number(quote) == "BJ-20260301-0001")
    #expect(try scene.standing(quote) == "draft 1712.50")
    let document = try scene.document(quote)
    #expect(document["customer"] == .text("Acme"))
    #expect(document["valid_until"] == .text("2026-03-31"))
    #expect(document["owner"] == .text("admin"))
    #expect(document.list("lines").count == 2)
    let other = try scene.add(["opportunity": "\(opportunity)"], lines: ["Oil"])
    #expect(try scene.number(other) == "BJ-20260301-0002")
    #expect(try scene.standing(other) == "draft 0.25")
    try scene.store.expectSound()
  }

  @Test func numbersAreNeverUsedTwice() throws {
    try scene.add(["customer": "Acme"])
    try scene.undo()
    let second = try scene.add(["customer": "Acme"])
    #expect(try scene.number(second) == "BJ-20260301-0002")
    try scene.add(["customer": "Acme", "number": "报价 一"])
    let error = #expect(throws: UserError.self) {
      try scene.add(["customer": "Globex", "number": "报价 一"])
    }
    #expect(error?.exit == .duplicate)
  }

  @Test func whoOrWhatForIsAsked() throws {
    let error = #expect(throws: UserError.self) { try scene.add([:], lines: ["Oil"]) }
    #expect(error?.code == "E_REQUIRED")
    let opportunity = try scene.opportunity()
    let other = #expect(throws: UserError.self) {
      try scene.add(["opportunity": "\(opportunity)", "customer": "Globex"])
    }
    #expect(other?.code == "E_CUSTOMER")
  }

  @Test func onlyADraftChanges() throws {
    let quote = try scene.add(["customer": "Acme"], lines: ["Press"])
    try scene.edit(quote, ["discount": "10"])
    #expect(try scene.standing(quote) == "draft 900.00")
    try scene.move(quote, to: .submit)
    for change in [["discount": "20"], ["valid_until": "2027-01-01"], ["terms": "net 30"]] {
      let error = #expect(throws: UserError.self) { try scene.edit(quote, change) }
      #expect(error?.code == "E_FROZEN")
    }
    let line = #expect(throws: UserError.self) { try scene.addLine("Oil", to: quote) }
    #expect(line?.code == "E_FROZEN")
    try scene.edit(quote, ["remark": "客户很急"])
    #expect(try scene.standing(quote) == "approved 900.00")
    try scene.undo()
    try scene.undo()
    try scene.addLine("Oil", to: quote)
    try scene.store.expectSound()
  }

  @Test func stepsFollowEachOther() throws {
    let quote = try scene.add(["customer": "Acme"], lines: ["Press"])
    for step in [QuoteMove.Step.approve, .send, .reject(note: nil)] {
      let error = #expect(throws: UserError.self) { try scene.move(quote, to: step) }
      #expect(error?.code == "E_STATE")
    }
    #expect(throws: UserError.self) { try scene.accept(quote) }
    #expect(try scene.move(quote, to: .submit).quotes == [quote])
    // Submitting was approving, too: saying so again changes nothing.
    #expect(try scene.move(quote, to: .approve).quotes == [])
    #expect(throws: UserError.self) { try scene.accept(quote) }
    #expect(try scene.move(quote, to: .send).quotes == [quote])
    #expect(try scene.move(quote, to: .send).quotes == [])
    try scene.accept(quote)
    #expect(try scene.standing(quote) == "accepted 1000.00")
    #expect(throws: UserError.self) { try scene.move(quote, to: .reject(note: nil)) }
    try scene.store.expectSound()
  }

  @Test func allOrNoneMove() throws {
    let good = try scene.add(["customer": "Acme"], lines: ["Press"])
    let empty = try scene.add(["customer": "Acme"])
    #expect(throws: UserError.self) { try scene.move(good, empty, to: .submit) }
    #expect(try scene.standing(good) == "draft 1000.00")
  }

  // MARK: Expiry

  @Test func aQuoteExpiresWhenItsLastDayIsOver() throws {
    let opportunity = try scene.opportunity(lines: ["Press"])
    let quote = try scene.add(["opportunity": "\(opportunity)", "valid_until": "2026-03-05"])
    try scene.send(quote)
    // 23:59 in Shanghai on the last day, then midnight.
    scene.store.now = try #require(Instant("2026-03-05T15:59:59Z"))
    #expect(try scene.standing(quote) == "sent 1000.00")
    scene.store.now = try #require(Instant("2026-03-05T16:00:00Z"))
    #expect(try scene.standing(quote) == "expired 1000.00")
    #expect(try scene.fixture.text("SELECT state FROM quote") == "sent")
    let error = #expect(throws: UserError.self) { try scene.accept(quote) }
    #expect(error?.code == "E_EXPIRED")
    let next = try scene.revise(quote)
    #expect(try scene.standing(quote) == "superseded 1000.00")
    #expect(try scene.document(next)["valid_until"] == .text("2026-04-05"))
    try scene.send(next)
    try scene.accept(next)
    // What was decided does not expire.
    scene.store.now = try #require(Instant("2027-01-01T00:00:00Z"))
    #expect(try scene.standing(next) == "accepted 1000.00")
    try scene.store.expectSound()
  }

  @Test func statusIsAskedForLikeAField() throws {
    let quote = try scene.add(["customer": "Acme", "valid_until": "2026-02-28"], lines: ["Oil"])
    try scene.add(["customer": "Acme"], lines: ["Oil"])
    let session = scene.store.session()
    for condition in ["status = expired", "expired = yes", "expired"] {
      let ids = try session.read {
        try RecordSelection([], filter: .init(conditions: [condition])).ids(
          of: .quote, session: session, in: $0)
      }
      #expect(ids == [quote], "\(condition)")
    }
    #expect(throws: UserError.self) { try scene.move(quote, to: .submit) }
    try scene.edit(quote, ["valid_until": "2026-03-01"])
    try scene.move(quote, to: .submit)
  }

  // MARK: Versions

  @Test func aRevisionTakesThePlaceOfTheOneBefore() throws {
    let opportunity = try scene.opportunity(lines: ["Press x 2 @ 900"])
    let first = try scene.add(
      ["opportunity": "\(opportunity)", "discount": "5", "terms": "款到发货", "external_id": "E1"])
    #expect(throws: UserError.self) { try scene.revise(first) }
    try scene.send(first)
    try scene.fixture.set(
      "list_price", to: "999999", in: "product", id: try scene.fixture.product("Press"))
    let second = try scene.revise(first, ["discount": "10"])
    #expect(try scene.number(second) == "BJ-20260301-0001-v2")
    #expect(try scene.standing(first) == "superseded 1710.00")
    #expect(try scene.standing(second) == "draft 1620.00")
    let document = try scene.document(second)
    #expect(document["terms"] == .text("款到发货"))
    #expect(document["version"] == .integer(2))
    #expect(document["external_id"] == .null)
    #expect(
      document.list("versions").map { $0["status"] } == [.text("superseded"), .text("draft")])
    // The old version is read, and nothing more becomes of it.
    #expect(try scene.document(first).list("lines").count == 1)
    for body in [
      { _ = try scene.accept(first) }, { _ = try scene.revise(first) },
      { _ = try scene.move(first, to: .reject(note: nil)) },
    ] {
      let error = #expect(throws: UserError.self) { try body() }
      #expect(error?.code == "E_SUPERSEDED")
    }
    try scene.send(second)
    let third = try scene.revise(second)
    #expect(try scene.number(third) == "BJ-20260301-0001-v3")
    try scene.undo()
    #expect(try scene.standing(second) == "sent 1620.00")
    try scene.accept(second)
    #expect(throws: UserError.self) { try scene.revise(second) }
    try scene.store.expectSound()
  }

  @Test func aRevisionKeepsProductsThatAreGone() throws {
    let quote = try scene.add(["customer": "Acme"], lines: ["Press"])
    try scene.send(quote)
    try scene.fixture.set(
      "active", to: "0", in: "product", id: try scene.fixture.product("Press"))
    let second = try scene.revise(quote)
    #expect(try scene.standing(second) == "draft 1000.00")
    #expect(scene.store.notes.contains { $0.contains("'Press' is no longer sold") })
    #expect(throws: UserError.self) { try scene.addLine("Press", to: second) }
  }

  // MARK: Acceptance

  @Test func oneQuoteOfAnOpportunityIsAccepted() throws {
    let opportunity = try scene.opportunity(lines: ["Press"])
    let first = try scene.add(["opportunity": "\(opportunity)", "discount": "10"])
    let second = try scene.add(["opportunity": "\(opportunity)"], lines: ["Oil"])
    try scene.send(first)
    try scene.send(second)
    try scene.accept(first)
    #expect(try scene.amount(opportunity) == 90_000)
    let error = #expect(throws: UserError.self) { try scene.accept(second) }
    #expect(error?.code == "E_ACCEPTED")
    #expect(try scene.amount(opportunity) == 90_000)
    // The database itself keeps it so.
    #expect(throws: (any Error).self) {
      try scene.fixture.set("state", to: "'accepted'", in: "quote", id: second)
    }
    let deletion = #expect(throws: UserError.self) { try delete(first) }
    #expect(deletion?.code == "E_ACCEPTED")
    try scene.undo()
    #expect(try scene.standing(first) == "sent 900.00")
    #expect(try scene.amount(opportunity) == 100_000)
    try scene.accept(second)
    #expect(try scene.amount(opportunity) == 25)
    // Doing the first acceptance again would make it two.
    #expect(throws: UserError.self) {
      _ = try OperationUndo(scene.store.session()).redo(nil, isPartial: false)
    }
    #expect(try scene.standing(first) == "sent 900.00")
    try scene.store.expectSound()
  }

  @Test func anAcceptanceDraftsAContract() throws {
    let opportunity = try scene.opportunity()
    let quote = try scene.add(
      ["opportunity": "\(opportunity)", "discount": "10"], lines: ["Press x 2 -5%", "Oil"])
    try scene.send(quote)
    let contract = try #require(
      try QuoteDecision(session: scene.store.session())
        .accept("\(quote)", note: nil, draftingContract: true).value.contract)
    let session = scene.store.session()
    let (amount, lines) = try session.read { db in
      (
        try db.row(
          "SELECT amount, opportunity, approval FROM contract WHERE id = \(contract.id)",
          as: Int64.self, Int64?.self, String.self),
        try RecordLines(of: contract.id, .contract, in: db).sum()
      )
    }
    #expect(amount?.0 == 171_023)  // nine tenths of 1900.25, half a cent up
    #expect(amount?.1 == opportunity && amount?.2 == "draft")
    #expect(lines.count == 2 && lines.total == 190_025)
    #expect(try scene.amount(opportunity) == 171_023)
    try scene.store.expectSound()
    try scene.undo()
    #expect(try scene.fixture.number("SELECT count(*) FROM contract") == 0)
    #expect(try scene.standing(quote) == "sent 1710.23")
    try scene.store.expectSound()
  }

  @Test func aClosedOpportunityKeepsItsAmount() throws {
    let won = try scene.opportunity("won", lines: ["Press"])
    let lost = try scene.opportunity("lost", lines: ["Press"])
    let quotes = try [won, lost].map { try scene.add(["opportunity": "\($0)", "discount": "1"]) }
    for quote in quotes { try scene.send(quote) }
    _ = try OpportunityClosing(.won(amount: nil), session: scene.store.session())
      .run(["\(won)"])
    _ = try OpportunityClosing(
      .lost(reason: "price", competitor: nil, note: nil), session: scene.store.session()
    ).run(["\(lost)"])
    try scene.accept(quotes[0])
    #expect(try scene.amount(won) == 100_000)
    let error = #expect(throws: UserError.self) { try scene.accept(quotes[1]) }
    #expect(error?.code == "E_CLOSED_STAGE")
    try scene.store.expectSound()
  }

  private func delete(_ quote: Int64) throws {
    let session = scene.store.session()
    _ = try session.write { db in
      try RecordPresence(.quote, session: session, db: db).delete([quote])
    }
  }

  @Test func hostileTextsAreHarmless() throws {
    let text = "<img src=x onerror=alert(1)>\u{1b}]0;x\u{7}\u{202e}'; DROP TABLE quote;-- 🧿"
    let quote = try scene.add(
      ["customer": "Acme", "number": text, "terms": String(repeating: text, count: 200)],
      lines: ["product=Oil,note=\(text)"])
    try scene.send(quote)
    let next = try scene.revise(quote)
    #expect(try scene.number(next) == text + "-v2")
    #expect(try scene.document(next)["number"] == .text(text + "-v2"))
    try scene.store.expectSound()
  }
}
