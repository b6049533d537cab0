import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// Every part of an inbox comes and goes with the days and the records; no job has to run.
@Suite struct InboxPartsTests {
  private let scene: ContractScene
  private var pool: PoolScene { scene.pool }

  init() throws {
    scene = try ContractScene()
  }

  /// Kind and record of what waits for the user: `receivable receivable/1`.
  private func waiting(_ user: String = "li.wei", on day: String? = nil) throws -> [String] {
    if let day { pool.now = "\(day)T01:00:00Z" }
    let session = pool.store.session(as: user)
    return try FeedText.rows(of: Inbox(session).feed(), in: session).map { row in
      let cells = row.split(separator: "|", omittingEmptySubsequences: false)
      return "\(cells[0]) \(cells[2])"
    }
  }

  /// Expects the entry on these days and on no others.
  private func expect(_ entry: String, on days: [String: Bool]) throws {
    for (day, isThere) in days.sorted(by: { $0.key < $1.key }) {
      #expect(try waiting(on: day) == (isThere ? [entry] : []), "\(day)")
    }
  }

  @Test func aReceivableWaitsFromItsDueDayUntilItIsPaid() throws {
    let contract = try scene.contract("1000")
    let receivable = try scene.receivable(contract, "400", due: "2026-03-10")
    try expect(
      "receivable receivable/\(receivable)",
      on: ["2026-03-09": false, "2026-03-10": true, "2026-05-01": true])
    #expect(try waiting("wang.fang") == [])
    try scene.pay(contract, "399.99")
    #expect(try waiting() == ["receivable receivable/\(receivable)"])
    try scene.pay(contract, "0.01")
    #expect(try waiting() == [])
    try scene.undo()
    #expect(try waiting() == ["receivable receivable/\(receivable)"])
  }

  @Test func aContractEndsSoon() throws {
    let contract = try scene.contract("1000", ["end": "2026-05-31"])
    try expect(
      "contract_ending contract/\(contract)",
      on: ["2026-04-30": false, "2026-05-01": true, "2026-05-31": true, "2026-06-01": false])
    // A new one of the same type takes its place.
    _ = try waiting(on: "2026-05-15")
    try scene.contract("1000", ["end": "2027-05-31"])
    #expect(try waiting() == [])
  }

  @Test func aTicketAndFollowUpsWaitFromTheirDayOn() throws {
    let ticket = try pool.add(
      .ticket,
      [
        "customer": "\(scene.customer)", "title": "坏了", "assignee": "li.wei",
        "due": "2026-03-05",
      ])
    try expect("ticket ticket/\(ticket)", on: ["2026-03-04": false, "2026-03-05": true])
    _ = try TicketMove(pool.store.session()).move(
      RecordSelection(["\(ticket)"]), to: .resolved, note: nil)
    #expect(try waiting() == [])
    let owner = try #require(
      try pool.value("SELECT owner FROM customer WHERE id = \(scene.customer)", as: Int64.self))
    let opportunity = try pool.opportunity(of: scene.customer, owner: owner)
    try pool.edit(.opportunity, opportunity, ["next_follow_up": "2026-03-20"])
    try expect(
      "follow_up opportunity/\(opportunity)", on: ["2026-03-19": false, "2026-03-20": true])
    try pool.move(opportunity, from: 1, to: 7)
    #expect(try waiting() == [])
    let lead = try pool.add(.lead, ["name": "张", "owner": "li.wei"])
    try pool.edit(.lead, lead, ["next_follow_up": "2026-03-25"])
    try expect("follow_up lead/\(lead)", on: ["2026-03-24": false, "2026-03-25": true])
    _ = try LeadMove(
      .disqualify(LeadDisqualification(reason: "no_need")), session: pool.store.session()
    ).run(["\(lead)"])
    #expect(try waiting() == [])
  }

  // MARK: Quotes

  private func quote(_ values: [String: String], line: String = "Press") throws -> Int64 {
    if try pool.value("SELECT count(*) FROM product") == 0 {
      try pool.add(.product, ["name": "Press", "list_price": "1000"])
    }
    let fields = try values.merging(["customer": "\(scene.customer)"]) { $1 }
      .sorted { $0.key < $1.key }.map { name, text in
        (field: try #require(Noun.quote.field(name)), text: text)
      }
    let report = try QuoteAddition(session: pool.store.session(as: "li.wei"))
      .run(.init(fields, lines: [line]))
    return try #require(Int64(report.records[0].reference.split(separator: "/")[1]))
  }

  private func move(_ quote: Int64, _ step: QuoteMove.Step, as user: String? = nil) throws {
    _ = try QuoteMove(step, session: pool.store.session(as: user))
      .run(RecordSelection(["\(quote)"]))
  }

  @Test func aQuoteExpiresSoon() throws {
    let quote = try quote(["valid_until": "2026-03-20", "owner": "li.wei"])
    try expect(
      "quote_expiring quote/\(quote)",
      on: ["2026-03-12": false, "2026-03-13": true, "2026-03-20": true, "2026-03-21": false])
    _ = try waiting(on: "2026-03-15")
    #expect(try waiting("wang.fang") == [])
    try move(quote, .submit)
    try move(quote, .send)
    #expect(try waiting() == ["quote_expiring quote/\(quote)"])
    try move(quote, .reject(note: nil))
    #expect(try waiting() == [])
  }

  @Test func anApprovalWaitsForWhoMayGiveIt() throws {
    let junior = try pool.add(.role, ["name": "junior", "discount_limit": "10"])
    let senior = try pool.add(.role, ["name": "senior", "discount_limit": "30"])
    for (login, role) in [("li.wei", "junior"), ("wang.fang", "senior")] {
      let id = try #require(
        try pool.value("SELECT id FROM \"user\" WHERE login = \(login)", as: Int64.self))
      try pool.edit(.user, id, ["role": role])
    }
    #expect(junior != senior)
    _ = try QuoteSettings.write([(.quoteApproval, "manual")], session: pool.store.session())
    let quote = try quote(["valid_until": "2026-04-20", "discount": "20"])
    #expect(try waiting("wang.fang") == [])
    try move(quote, .submit, as: "li.wei")
    let entry = "approval quote/\(quote)"
    #expect(try waiting("wang.fang") == [entry])
    #expect(try waiting("admin") == [entry])
    #expect(try waiting("li.wei") == [], "whoever may not approve is not asked")
    // What has expired waits for nobody.
    #expect(try waiting("wang.fang", on: "2026-04-20") == [entry])
    #expect(try waiting("wang.fang", on: "2026-04-21") == [])
    _ = try waiting(on: "2026-03-02")
    try move(quote, .approve, as: "wang.fang")
    #expect(try waiting("wang.fang") == [])
    _ = try OperationUndo(pool.store.session(as: "wang.fang")).undo(nil, isPartial: false)
    #expect(try waiting("wang.fang") == [entry])
  }

  @Test func approvalsAreFoundByTheirIndex() throws {
    let plan = try pool.store.session().read { db in
      try db.rows(
        """
        EXPLAIN QUERY PLAN SELECT q.id FROM quote q
        WHERE q.state = 'submitted' AND q.deleted_at IS NULL
        """, as: Int.self, Int.self, Int.self, String.self
      ).map(\.3)
    }
    #expect(plan.allSatisfy { $0.contains("quote_submitted") }, "\(plan)")
  }
}
