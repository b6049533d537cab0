import Catalogue
import Store
import Testing
import Values

@testable import CRM

@Suite struct OpportunityClosingTests {
  private let fixture: SalesFixture
  private let opportunity: Int64

  init() throws {
    fixture = try SalesFixture()
    opportunity = try fixture.add(
      .opportunity, ["customer": "Acme", "pipeline": "B2B", "amount": "1054"])
    fixture.store.now = try #require(Instant("2026-03-10T01:00:00Z"))
  }

  @discardableResult
  private func close(_ ending: OpportunityClosing.Ending, at text: String? = nil) throws
    -> ChangeReport
  {
    let session = fixture.store.session()
    let at = try text.map { try ClosingInstant.read($0, session: session) }
    return try OpportunityClosing(ending, at: at, session: session).run(["\(opportunity)"])
  }

  private func field(_ name: String) throws -> Scalar? {
    try fixture.read {
      try $0.value("SELECT \(identifier: name) FROM opportunity WHERE id = \(self.opportunity)")
    }
  }

  @Test func winningClosesWithTheAmount() throws {
    try close(.won(amount: 200_000))
    #expect(try fixture.stageName(of: opportunity) == "Won")
    #expect(try field("amount") == .integer(200_000))
    #expect(try field("probability") == .integer(100))
    #expect(try field("closed_at") == .text("2026-03-10T01:00:00Z"))
    #expect(
      try fixture.number("SELECT amount FROM stage_event ORDER BY id DESC LIMIT 1") == 200_000)
    #expect(try fixture.violations() == [])
  }

  @Test(arguments: [
    ("2026-03-05", "2026-03-05T15:59:59Z"), ("yesterday", "2026-03-09T15:59:59Z"),
    ("today", "2026-03-10T01:00:00Z"), ("2026-03-05 15:00", "2026-03-05T07:00:00Z"),
  ])
  func theDayCanBeGiven(text: String, closedAt: String) throws {
    try close(.won(amount: nil), at: text)
    #expect(try field("closed_at") == .text(closedAt))
  }

  @Test(arguments: ["2026-03-11", "2026-02-01"])
  func futureDaysAndDaysBeforeTheLastMoveAreRefused(text: String) throws {
    let error = try #require(throws: UserError.self) { try close(.won(amount: nil), at: text) }
    #expect(error.exit == .usage)
  }

  @Test(arguments: [Int64(0), -1])
  func winningNeedsAnAmount(amount: Int64) throws {
    let error = try #require(throws: UserError.self) { try close(.won(amount: amount)) }
    #expect(error.exit == .no)
  }

  @Test func winningWithoutAnyAmountSaysHow() throws {
    let bare = try fixture.add(.opportunity, ["customer": "Acme", "pipeline": "B2B"])
    let error = try #require(throws: UserError.self) {
      try OpportunityClosing(.won(amount: nil), session: fixture.store.session()).run(["\(bare)"])
    }
    #expect(error.hints == ["--amount gives one; a won opportunity needs more than zero"])
  }

  @Test func losingKeepsTheAmountAndSaysWhy() throws {
    try close(.lost(reason: "价格", competitor: "Initech", note: nil))
    #expect(try fixture.stageName(of: opportunity) == "Lost")
    #expect(try field("amount") == .integer(105_400))
    #expect(try field("lost_reason") == .text("price"))
    #expect(try field("competitor") == .text("Initech"))
    #expect(try fixture.violations() == [])
  }

  @Test func theReasonOtherNeedsANote() throws {
    let error = try #require(throws: UserError.self) {
      try close(.lost(reason: "other", competitor: nil, note: nil))
    }
    #expect(error.exit == .usage)
    try close(.lost(reason: "其他", competitor: nil, note: "moved away"))
    #expect(try field("lost_note") == .text("moved away"))
  }

  @Test func anUnknownReasonIsNotFound() throws {
    let error = try #require(throws: UserError.self) {
      try close(.lost(reason: "prize", competitor: nil, note: nil))
    }
    #expect(error.exit == .notFound)
    #expect(error.hints == ["did you mean 'Price' or 'price'?"])
  }

  @Test func whatIsClosedStaysClosed() throws {
    try close(.invalid(note: nil))
    for ending in [OpportunityClosing.Ending.won(amount: nil), .invalid(note: nil)] {
      let error = try #require(throws: UserError.self) { try close(ending) }
      #expect(error.exit == .no)
      #expect(error.code == "E_CLOSED_STAGE")
    }
    #expect(throws: UserError.self) {
      try StageWalk(.forward, to: nil, session: fixture.store.session()).run(["\(opportunity)"])
    }
  }

  @Test func aDryRunChangesNothing() throws {
    let session = fixture.store.session(dryRun: true)
    let report = try OpportunityClosing(.won(amount: nil), session: session).run(["\(opportunity)"])
    #expect(report.isDryRun)
    #expect(try fixture.stageName(of: opportunity) == "Prospecting")
  }

  @Test(arguments: [("amount", "0"), ("amount", ""), ("amount", "-1"), ("probability", "50")])
  func editingKeepsAWonOpportunitySound(field: String, text: String) throws {
    try close(.won(amount: nil))
    let session = fixture.store.session()
    let error = #expect(throws: UserError.self) {
      try session.write { db in
        let field = try #require(Noun.opportunity.field(field))
        return try RecordEditor(.opportunity, session: session, db: db)
          .edit([opportunity], set: [(field, text)])
      }
    }
    #expect(error?.exit == .no)
  }
}
