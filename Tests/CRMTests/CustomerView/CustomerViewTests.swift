import Store
import Tabular
import Testing
import Values

@testable import CRM

@Suite struct CustomerViewTests {
  private let scene: PoolScene

  init() throws {
    scene = try PoolScene()
    try scene.user("li.wei")
  }

  private func view(
    _ customer: Int64, _ sections: [String] = [], activities: Int = 10
  ) throws -> [String: Document] {
    Dictionary(
      uniqueKeysWithValues: try entries(customer, sections, activities: activities).map {
        ($0.name, $0.value)
      })
  }

  private func entries(
    _ customer: Int64, _ sections: [String] = [], activities: Int = 10
  ) throws -> [Document.Entry] {
    let view = try CustomerView(
      sections: sections, activities: activities, session: scene.store.session())
    guard case .object(let entries) = try view.document(of: "\(customer)") else { return [] }
    return entries
  }

  /// The values of one key in a list of objects.
  private func values(_ name: String, of document: Document?) -> [Document] {
    guard case .list(let items) = document else { return [] }
    return items.map { item in
      guard case .object(let entries) = item else { return .null }
      return entries.first { $0.name == name }?.value ?? .null
    }
  }

  @Test func sectionsComeInDeclaredOrderBehindTheFields() throws {
    let customer = try scene.customer("甲公司", owner: "li.wei")
    let names = try entries(customer).map(\.name)
    #expect(names.first == "ref")
    #expect(
      names.suffix(19) == [
        "holding", "score", "priority", "children", "children_more", "contacts", "contacts_more",
        "opportunities", "quotes", "contracts", "tasks", "tasks_more", "tickets", "tickets_more",
        "activities",
        "activities_more", "attachments", "attachments_more", "shares",
      ])
    #expect(
      try entries(customer, ["contacts", "holding"]).map(\.name) == [
        "holding", "contacts", "contacts_more",
      ])
  }

  @Test func unknownSectionsAndNumbersAreRefused() throws {
    let customer = try scene.customer("甲公司")
    let unknown = try scene.failure { _ = try view(customer, ["contact"]) }
    #expect(unknown.exit == .usage)
    #expect(unknown.hints == ["did you mean 'contacts' or 'contracts'?"])
    #expect(try scene.failure { _ = try view(customer, activities: -1) }.exit == .usage)
  }

  @Test func theLastFollowUpsComeFirst() throws {
    let customer = try scene.customer("甲公司", owner: "li.wei")
    for (day, note) in [("2026-01-03", "三"), ("2026-01-05", "五"), ("2026-01-04", "四")] {
      try scene.add(
        .activity, ["customer": "\(customer)", "method": "phone", "note": note, "at": day])
    }
    let deleted = try scene.add(
      .activity, ["customer": "\(customer)", "method": "phone", "note": "错"])
    try scene.delete(.activity, deleted)
    var view = try view(customer, activities: 2)
    #expect(values("note", of: view["activities"]) == [.text("五"), .text("四")])
    #expect(view["activities_more"] == .bool(true))
    view = try self.view(customer, activities: 3)
    #expect(values("note", of: view["activities"]) == [.text("五"), .text("四"), .text("三")])
    #expect(view["activities_more"] == .bool(false))
  }

  @Test func contactsChildrenAndOpportunitiesAreThoseThatThereAre() throws {
    let customer = try scene.customer("总公司", owner: "li.wei")
    let child = try scene.add(
      .customer, ["name": "分公司", "parent": "\(customer)", "pool": "public"])
    for name in ["张", "王", "赵"] {
      try scene.add(
        .contact,
        [
          "name": name, "customer": "\(customer)", "phone": "13800138000", "decision_maker": "no",
        ])
    }
    try scene.delete(.contact, 2)
    let seller = try scene.value("SELECT id FROM \"user\" WHERE login = 'li.wei'", as: Int64.self)
    _ = try scene.opportunity(of: customer, owner: seller)
    _ = try scene.opportunity(of: customer, owner: seller, stage: 7)
    let view = try view(customer)
    #expect(values("ref", of: view["children"]) == [.text("customer/\(child)")])
    #expect(values("name", of: view["contacts"]) == [.text("张"), .text("赵")])
    #expect(values("primary", of: view["contacts"]) == [.bool(true), .bool(false)])
    guard case .object(let sums) = view["opportunities"] else {
      Issue.record("no opportunities")
      return
    }
    let numbers = sums.filter { ["open", "won", "lost"].contains($0.name) }.map(\.value)
    #expect(numbers == [.integer(1), .integer(1), .integer(0)])
    #expect(values("ref", of: sums.first { $0.name == "list" }?.value) == [.text("opportunity/1")])
  }

  @Test func theClockIsThatOfPoolExplain() throws {
    try scene.rule(.noFollowUp, days: 30)
    try scene.rule(.noDeal, days: 10)
    let customer = try scene.customer("甲公司", owner: "li.wei")
    scene.now = "2026-03-05T01:00:00Z"
    guard case .object(let holding) = try view(customer)["holding"],
      case .object(let explained) = try PoolExplanation(scene.store.session())
        .document(of: "\(customer)")
    else {
      Issue.record("no documents")
      return
    }
    func value(_ name: String, _ entries: [Document.Entry]) -> Document? {
      entries.first { $0.name == name }?.value
    }
    #expect(value("falls_on", holding) == .text("2026-03-12"))
    #expect(value("falls_on", holding) == value("due_day", explained))
    #expect(value("falls_by", holding) == .text("no_deal 10"))
    #expect(value("days", holding) == .integer(4))
  }

  @Test func aPooledCustomerSaysWhatKeepsOneFromClaimingIt() throws {
    let customer = try scene.customer("甲公司")
    try scene.setPool("public", "claim_per_day", 0)
    guard case .object(let holding) = try view(customer)["holding"],
      case .object(let blocked) = holding.first(where: { $0.name == "blocked" })?.value
    else {
      Issue.record("nothing is blocked")
      return
    }
    #expect(blocked.first?.value == .text("daily_limit"))
  }

  /// However many follow-ups there are, those that are shown are read and no others.
  @Test func followUpsAreReadAlongTheIndex() throws {
    let plan = try scene.store.session().read { db in
      try db.rows(
        """
        EXPLAIN QUERY PLAN SELECT r.* FROM activity r WHERE r.customer = 1
          AND r.deleted_at IS NULL ORDER BY r.at DESC, r.id DESC LIMIT 11
        """, as: Int.self, Int.self, Int.self, String.self
      ).map(\.3)
    }
    #expect(plan == ["SEARCH r USING INDEX activity_customer (customer=?)"])
  }
}
