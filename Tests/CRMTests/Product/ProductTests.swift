import Catalogue
import Store
import Tabular
import Testing
import Values

@testable import CRM

/// Products and the tree of their categories.
@Suite struct ProductTests {
  private let fixture: SalesFixture

  init() throws {
    fixture = try SalesFixture()
  }

  private func edit(_ noun: Noun, _ id: Int64, _ name: String, _ text: String) throws {
    let session = fixture.store.session()
    _ = try session.write { db in
      try RecordEditor(noun, session: session, db: db)
        .edit([id], set: [(try #require(noun.field(name)), text)])
    }
  }

  private func delete(_ noun: Noun, _ id: Int64) throws {
    let session = fixture.store.session()
    _ = try session.write { try RecordPresence(noun, session: session, db: $0).delete([id]) }
  }

  private func product(_ text: String) throws -> Int64 {
    let session = fixture.store.session()
    return try session.read {
      try ReferenceResolver(.product, session: session, in: $0).id(for: text)
    }
  }

  // MARK: Names

  @Test func aNameIsUniqueAmongActiveProducts() throws {
    let old = try fixture.product("Press")
    let twice = #expect(throws: UserError.self) { try fixture.add(.product, ["name": "Press"]) }
    #expect(twice?.exit == .duplicate)
    try edit(.product, old, "active", "no")
    let new = try fixture.add(.product, ["name": "Press"])
    #expect(try product("Press") == new)
    #expect(try product("product/\(old)") == old)
    let again = #expect(throws: UserError.self) { try edit(.product, old, "active", "yes") }
    #expect(again?.exit == .duplicate)
    try edit(.product, new, "name", "Press 2")
    try edit(.product, old, "active", "yes")
    let renamed = #expect(throws: UserError.self) { try edit(.product, new, "name", "Press") }
    #expect(renamed?.exit == .duplicate)
    try fixture.store.expectSound()
  }

  @Test func severalInactiveOnesMayShareAName() throws {
    for _ in 0..<2 { try fixture.add(.product, ["name": "Old", "active": "no"]) }
    let error = #expect(throws: UserError.self) { try product("Old") }
    #expect(error?.exit == .ambiguous)
    let ids = try fixture.create(
      .product, [["name": "New"], ["name": "New", "active": "no"]],
      from: .importing(isHistoric: false))
    #expect(ids.count == 2)
    try fixture.store.expectSound()
  }

  @Test func codesAreMadeAndUnique() throws {
    try fixture.add(.product, ["name": "A", "code": "P00004"])
    let made = try fixture.add(.product, ["name": "B"])
    #expect(
      try fixture.text("SELECT code FROM product WHERE id = \(made)") == "P00005")
    let error = #expect(throws: UserError.self) {
      try fixture.add(.product, ["name": "C", "code": "P00004", "active": "no"])
    }
    #expect(error?.exit == .duplicate)
  }

  @Test(arguments: ["list_price", "cost"]) func pricesAreNotNegative(field: String) throws {
    let error = #expect(throws: UserError.self) {
      try fixture.add(.product, ["name": "C", field: "-1"])
    }
    #expect(error?.code == "E_PRICE")
    #expect(throws: UserError.self) {
      try edit(.product, try fixture.product("Press"), field, "-1")
    }
  }

  // MARK: Categories

  @Test func categoriesStandInTheirTree() throws {
    let root = try fixture.add(.category, ["name": "软件"])
    try fixture.add(.category, ["name": "Aid"])
    let middle = try fixture.add(.category, ["name": "工业", "parent": "\(root)"])
    let leaf = try fixture.add(.category, ["name": "MES", "parent": "\(middle)"])
    let held = try fixture.add(.product, ["name": "Kit", "category": "MES"])
    let session = fixture.store.session()
    let feed = try RecordQuery(.category, session: session).feed(fields: "path,products")
    #expect(
      try fixture.rows(of: feed) == [
        "Aid|0", "软件|0", "软件 / 工业|0", "软件 / 工业 / MES|1",
      ])
    for parent in [middle, leaf, root] {
      let error = #expect(throws: UserError.self) {
        try edit(.category, root, "parent", "\(parent)")
      }
      #expect(error?.code == "E_CYCLE")
    }
    for category in [root, middle, leaf] {
      let error = #expect(throws: UserError.self) { try delete(.category, category) }
      #expect(error?.code == "E_IN_USE")
    }
    try delete(.product, held)
    try delete(.category, leaf)
    try delete(.category, middle)
    try fixture.store.expectSound()
  }

  // MARK: Use

  @Test func aProductTellsWhereItIsUsed() throws {
    let scene = try QuoteScene()
    let opportunity = try scene.opportunity(lines: ["Press x 2 -50%", "Press x 0.5", "Oil"])
    try scene.add(["opportunity": "\(opportunity)"])
    let session = scene.store.session()
    let press = try scene.fixture.product("Press")
    let document = try session.read {
      try ProductDocument(session: session, db: $0).document(of: press)
    }
    let used = document.list("used")
    #expect(used.count == LineOwner.all.count)
    for use in used where use["in"] != .text("contracts") {
      #expect(use["records"] == .integer(1))
      #expect(use["quantity"] == .decimal("2.5"))
      #expect(use["amount"] == .decimal("1500.00"))
    }
  }
}
