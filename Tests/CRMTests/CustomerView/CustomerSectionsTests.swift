import CRM
import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// What the sections of `customer show` tell, and to whom.
@Suite struct CustomerSectionsTests {
  private let files: AttachmentScene
  private var scene: PoolScene { files.scene }
  private let customer: Int64

  init() throws {
    files = try AttachmentScene()
    try files.scene.user("li.wei")
    try files.scene.user("wang.fang")
    try files.scene.add(.product, ["name": "Press", "list_price": "1000"])
    customer = try files.scene.customer("华为", owner: "li.wei")
  }

  private func view(_ section: String, as user: String? = nil) throws -> Document {
    try CustomerView(sections: [section], session: scene.store.session(as: user))
      .document(of: "\(customer)")
  }

  /// A key of the objects in a list, as text.
  private func texts(_ name: String, in list: [Document]) -> [String] {
    list.map { item in
      switch item[name] {
      case .text(let text)?, .decimal(let text)?, .instant(let text)?: text
      case .integer(let number)?: String(number)
      case .bool(let value)?: String(value)
      default: "-"
      }
    }
  }

  // MARK: Quotes

  private func quote(_ values: [String: String], opportunity: Int64? = nil) throws -> Int64 {
    var values = values.merging(["customer": "\(customer)"]) { own, _ in own }
    values["opportunity"] = opportunity.map(String.init)
    let fields = try values.sorted { $0.key < $1.key }.map { name, text in
      (field: try #require(Noun.quote.field(name)), text: text)
    }
    let report = try QuoteAddition(session: scene.store.session(as: "li.wei"))
      .run(.init(fields, lines: ["Press"]))
    return try #require(Int64(report.records[0].reference.split(separator: "/")[1]))
  }

  private func send(_ quote: Int64) throws {
    for step in [QuoteMove.Step.submit, .send] {
      _ = try QuoteMove(step, session: scene.store.session())
        .run(RecordSelection(["\(quote)"]))
    }
  }

  @Test func quotesStandInSumsAndTheLatestOneByOne() throws {
    let owner = try #require(
      try scene.value("SELECT id FROM \"user\" WHERE login = 'li.wei'", as: Int64.self))
    let opportunity = try scene.opportunity(of: customer, owner: owner)
    let accepted = try quote(["discount": "10"], opportunity: opportunity)
    try send(accepted)
    _ = try QuoteDecision(session: scene.store.session()).accept("\(accepted)", note: nil)
    let revised = try quote(["discount": "20"])
    try send(revised)
    _ = try QuoteRevision(session: scene.store.session()).run("\(revised)", [])
    let short = try quote(["valid_until": "2026-03-01"])
    let deleted = try quote([:])
    try scene.delete(.quote, deleted)
    let open = try view("quotes")["quotes"]
    #expect(open?["open"] == .integer(2))
    #expect(open?["open_total"] == .decimal("1800.00"))
    #expect(open?["accepted"] == .integer(1))
    #expect(open?["accepted_total"] == .decimal("900.00"))
    let list = open?.list("list") ?? []
    #expect(
      texts("ref", in: list) == ["quote/\(short)", "quote/\(revised + 1)", "quote/\(accepted)"])
    #expect(texts("status", in: list) == ["draft", "draft", "accepted"])
    #expect(texts("total", in: list) == ["1000.00", "800.00", "900.00"])
    #expect(texts("opportunity_id", in: list) == ["-", "-", "opportunity/\(opportunity)"])
    #expect(texts("owner", in: list) == ["li.wei", "li.wei", "li.wei"])
    // The last day of one is over.
    scene.now = "2026-03-01T16:00:00Z"
    let later = try view("quotes")["quotes"]
    #expect(later?["open"] == .integer(1))
    #expect(later?["open_total"] == .decimal("800.00"))
    #expect(texts("status", in: later?.list("list") ?? []).first == "expired")
  }

  // MARK: Others

  @Test func contractsStandInSumsAndOneByOne() throws {
    for (amount, isSubmitted) in [("1000", true), ("250", false)] {
      _ = try ContractAddition(scene.store.session()).run(
        [
          (try #require(Noun.contract.field("customer")), "\(customer)"),
          (try #require(Noun.contract.field("amount")), amount),
        ], submitting: isSubmitted)
    }
    try scene.add(.receivable, ["contract": "1", "amount": "400", "due": "2026-02-20"])
    _ = try PaymentEntry(scene.store.session()).add(
      [(try #require(Noun.payment.field("amount")), "150")], to: "1")
    let contracts = try view("contracts")["contracts"]
    #expect(contracts?["approved"] == .integer(1))
    #expect(contracts?["amount"] == .decimal("1000.00"))
    #expect(contracts?["received"] == .decimal("150.00"))
    #expect(contracts?["outstanding"] == .decimal("850.00"))
    #expect(contracts?["overdue_days"] == .integer(9))
    let list = contracts?.list("list") ?? []
    #expect(texts("ref", in: list) == ["contract/2", "contract/1"])
    #expect(texts("approval", in: list) == ["draft", "approved"])
    #expect(texts("outstanding", in: list) == ["0.00", "850.00"])
  }

  @Test func tasksAndTicketsAreTheOpenOnesByTheirDays() throws {
    for (title, due) in [("later", "2026-03-09"), ("soon", "2026-03-02"), ("done", "2026-03-01")] {
      try scene.task(title, of: customer, assignee: "wang.fang", due: due)
      try scene.add(
        .ticket,
        [
          "customer": "\(customer)", "title": title, "due": due, "kind": "repair",
          "assignee": "li.wei",
        ])
    }
    try scene.task("undated", of: customer, assignee: "li.wei")
    _ = try TaskMove(scene.store.session()).move(["3"], to: .done)
    _ = try TicketMove(scene.store.session()).move(
      RecordSelection(["3"]), to: .resolved, note: nil)
    let tasks = try view("tasks")
    #expect(texts("title", in: tasks.list("tasks")) == ["soon", "later", "undated"])
    #expect(texts("assignee", in: tasks.list("tasks")) == ["wang.fang", "wang.fang", "li.wei"])
    #expect(tasks["tasks_more"] == .bool(false))
    let tickets = try view("tickets").list("tickets")
    #expect(texts("title", in: tickets) == ["soon", "later"])
    #expect(texts("due", in: tickets) == ["2026-03-02", "2026-03-09"])
  }

  @Test func filesAreThoseThatStillHangThere() throws {
    try files.attach(
      [("one", "a.txt"), ("two!", "b.txt"), ("three", "c.txt")],
      to: "customer/\(customer)")
    try scene.delete(.attachment, 2)
    let list = try view("attachments").list("attachments")
    #expect(texts("name", in: list) == ["c.txt", "a.txt"])
    #expect(texts("bytes", in: list) == ["5", "3"])
  }

  // MARK: What others do not see

  /// What lies in a pool for others does not exist, and what a pool hides is missing.
  @Test func whatOnesPoolsHideIsNotShown() throws {
    try scene.add(.pool, ["name": "华东", "member": "wang.fang", "hidden": "customer.phone"])
    let child = try scene.add(
      .customer,
      ["name": "分公司", "parent": "\(customer)", "pool": "华东", "phone": "13800138000"])
    #expect(try view("children").list("children").count == 1)
    #expect(try view("children", as: "wang.fang").list("children").count == 1)
    #expect(try view("children", as: "li.wei").list("children").count == 0)
    let whole = { (user: String?) in
      try CustomerView(session: scene.store.session(as: user)).document(of: "\(child)")
    }
    #expect(try whole(nil)["phone"] == .text("13800138000"))
    #expect(try whole("wang.fang")["phone"] == .null)
    let error = try scene.failure { _ = try whole("li.wei") }
    #expect(error.exit == .notFound)
    for section in CustomerSection.names {
      let refused = try scene.failure {
        _ = try CustomerView(sections: [section], session: scene.store.session(as: "li.wei"))
          .document(of: "\(child)")
      }
      #expect(refused.exit == .notFound, "\(section)")
    }
  }
}
