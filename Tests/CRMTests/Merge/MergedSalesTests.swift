import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Two customers with all that sales and service leave behind become one.
@Suite struct MergedSalesTests {
  private let files: AttachmentScene
  private var scene: PoolScene { files.scene }
  private let kept: Int64
  private let gone: Int64

  /// Nouns with a customer, and how many records of it the scene makes for each.
  private static let made = [
    "contact": 1, "opportunity": 1, "quote": 2, "contract": 2, "activity": 1, "task": 1,
    "ticket": 1, "attachment": 1,
  ]

  init() throws {
    files = try AttachmentScene()
    try files.scene.user("li.wei")
    kept = try files.scene.customer("华为技术", owner: "li.wei")
    gone = try files.scene.customer("华为技术有限公司", owner: "li.wei")
    try files.scene.add(.product, ["name": "Press", "list_price": "1000"])
    for customer in [kept, gone] { try fill(customer) }
  }

  private func fill(_ customer: Int64) throws {
    let owner = try #require(
      try scene.value("SELECT owner FROM customer WHERE id = \(customer)", as: Int64.self))
    let contact = try scene.add(
      .contact,
      [
        "customer": "\(customer)", "name": "联系人 \(customer)", "phone": "1380013800\(customer)",
        "decision_maker": "no",
      ])
    let opportunity = try scene.opportunity(of: customer, owner: owner)
    for discount in ["5", "10"] {
      try scene.add(
        .quote,
        [
          "customer": "\(customer)", "opportunity": "\(opportunity)", "contact": "\(contact)",
          "discount": discount,
        ])
    }
    for amount in ["1000", "250.50"] {
      let contract = try ContractAddition(scene.store.session()).run(
        [
          (try #require(Noun.contract.field("customer")), "\(customer)"),
          (try #require(Noun.contract.field("amount")), amount),
        ], lines: ["Press"], submitting: true
      ).value.id
      try scene.add(
        .receivable, ["contract": "\(contract)", "amount": "200", "due": "2026-04-01"])
      _ = try PaymentEntry(scene.store.session()).add(
        [(try #require(Noun.payment.field("amount")), "50")], to: "\(contract)")
    }
    try scene.followUp(customer, by: "li.wei")
    try scene.task("call", of: customer, assignee: "li.wei")
    try scene.add(.ticket, ["customer": "\(customer)", "title": "坏了"])
    try files.attach([("content \(customer)", "a.txt")], to: "customer/\(customer)")
  }

  private func merge() throws {
    _ = try CustomerMerge(scene.store.session()).merge(
      ["\(kept)", "\(gone)"], into: "\(kept)", taking: [])
  }

  /// What the records of both customers come to, added up by hand.
  private func sums() throws -> [String: Int64] {
    try scene.store.session().read { db in
      var sums: [String: Int64] = [:]
      for table in ["contract", "receivable", "payment"] {
        for (id, amount) in try db.rows(
          "SELECT id, amount FROM \(identifier: table)", as: Int64.self, Int64.self)
        {
          sums["\(table) amounts", default: 0] += amount
          sums["\(table) ids", default: 0] += id
        }
      }
      for table in Self.made.keys {
        for customer in try db.values(
          "SELECT customer FROM \(identifier: table) WHERE deleted_at IS NULL", as: Int64.self)
        where [kept, gone].contains(customer) {
          sums[table, default: 0] += 1
        }
      }
      return sums
    }
  }

  private func fact(_ name: String, of customer: Int64) throws -> Int64 {
    let session = scene.store.session()
    let column = try RecordColumns(.customer, session: session).required(name)
    return try #require(
      try session.read {
        try $0.value("SELECT \(column.expression) FROM customer r WHERE r.id = \(customer)")
      })
  }

  @Test func sumsStayAndNothingNamesTheMergedOne() throws {
    let before = try sums()
    for (noun, count) in Self.made { #expect(before[noun] == Int64(2 * count), "\(noun)") }
    let facts = ["contracts", "contract_total", "payment_total", "outstanding"]
    let wanted = try facts.map { try fact($0, of: kept) + fact($0, of: gone) }
    try merge()
    #expect(try sums() == before)
    #expect(try facts.map { try fact($0, of: kept) } == wanted)
    #expect(wanted == [4, 250_100, 20_000, 230_100])
    try scene.store.session().read { db in
      var checked: Set<String> = []
      for (table, column) in try db.rows(
        """
        SELECT m.name, f."from" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
        WHERE m.type = 'table' AND f."table" = 'customer'
        """, as: String.self, String.self)
      where !RecordReference.histories.contains(table) {
        let left: Int? = try db.value(
          """
          SELECT count(*) FROM \(identifier: table) WHERE \(identifier: column) = \(self.gone)
          """)
        #expect(left == 0, "\(table).\(column)")
        checked.insert(table)
      }
      #expect(checked.isSuperset(of: Self.made.keys))
    }
    // The files come along with their contents.
    #expect(try files.names(on: "customer/\(kept)").count == 2)
    #expect(try files.text(of: 2) == "content \(gone)")
    try scene.store.expectSound()
  }

  @Test func undoBringsBothBackToTheByte() throws {
    let before = try scene.store.session().read(StoreDump.init)
    try merge()
    let after = try scene.store.session().read(StoreDump.init)
    #expect(after.differences(from: before).contains("contract"))
    try scene.undo()
    #expect(try scene.store.session().read(StoreDump.init).differences(from: before) == [])
    #expect(try fact("contract_total", of: gone) == 125_050)
    try scene.store.expectSound()
  }
}
