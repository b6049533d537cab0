import Catalogue
import Store
import Testing
import Values

@testable import CRM

@Suite struct SearchTests {
  private let store: TestStore
  private let scene: RuleScene

  init() throws {
    store = try TestStore()
    scene = RuleScene(store)
  }

  private func search(
    _ text: String, nouns: [String] = [], limit: Int? = nil
  ) throws -> [String] {
    try FoundRecords.search(text, nouns: nouns, limit: limit, in: store)
  }

  /// What lies in a pool for others is not found, nor a field that the pool hides.
  @Test(arguments: [false, true]) func poolsHide(isIndexed: Bool) throws {
    for login in ["li.wei", "wang.fang"] {
      try scene.add("user", ["login": login, "name": login])
    }
    try scene.add("pool", ["name": "华东", "member": "li.wei", "hidden": "phone,contact.phone"])
    try scene.add("customer", ["name": "华为", "phone": "13800138000", "pool": "华东"])
    try scene.add("contact", ["name": "张伟", "phone": "13900139000", "customer": "1"])
    if isIndexed { try FoundRecords.index(store) }
    func found(_ text: String, _ user: String) throws -> Int {
      let session = store.session(as: user)
      return try FeedText.rows(
        of: RecordSearch(text, nouns: [], limit: nil, session: session).feed(), in: session
      ).count
    }
    for (text, counts) in [
      ("华为", [1, 0, 1]), ("138001", [0, 0, 1]), ("张伟", [1, 0, 1]), ("139001", [0, 0, 1]),
    ] {
      #expect(
        try ["li.wei", "wang.fang", "admin"].map { try found(text, $0) } == counts, "\(text)")
    }
  }

  /// What the name, number or address of the one customer is found by.
  @Test(
    arguments: [
      ("华为", "name"), ("为技", "name"), ("技术（深圳）有限", "name"), ("技术 有限", nil), ("瑞", nil),
      ("hw", "short_name"), ("ＨＷ", "short_name"), ("91440300", "uscc"), ("c-1", "external_id"),
      ("C 1", "external_id"), ("Info@HUAWEI", "email"), ("138001", "phone"), ("0013800", "phone"),
      ("138-0013", "phone"), ("１３８００１", "phone"), ("+86 138001", "phone"), ("0086138", "phone"),
      ("62345", "phone"), ("北京", nil), ("\t", "E"), ("。", "E"),
    ] as [(String, String?)])
  func findsByAnyPart(text: String, field: String?) throws {
    try scene.add(
      "customer",
      [
        "name": "华为技术（深圳）有限公司", "short_name": "HW", "uscc": "914403001922038216",
        "external_id": "C-1", "email": "info@huawei.com", "phone": "13800138000/010-62345678",
        "address": "北京路 1 号", "pool": "public",
      ])
    if field == "E" {
      #expect(throws: UserError.self) { try search(text) }
    } else {
      let rows = try FoundRecords.rows(text, in: store)
      #expect(rows.map { $0.split(separator: "|")[2] } == [field].compactMap { $0.map { $0[...] } })
    }
  }

  @Test func theWholeComesFirstThenBeginningsThenParts() throws {
    for name in ["深圳星河", "星河科技", "星河", "星", "小星河"] {
      try scene.add("customer", ["name": name, "pool": "public"])
    }
    try scene.add("contact", ["name": "星河", "customer": "1"])
    try scene.add("opportunity", ["name": "星河 二期", "customer": "2"])
    #expect(
      try search("星河") == [
        "customer/3 exact", "contact/1 exact", "customer/2 prefix", "opportunity/1 prefix",
        "customer/1 part", "customer/5 part",
      ])
    #expect(
      try search("星河", nouns: ["opportunity", "contact"]) == [
        "contact/1 exact", "opportunity/1 prefix",
      ])
    #expect(try search("星河", limit: 2) == ["customer/3 exact", "contact/1 exact"])
    #expect(try search("星河", limit: 0) == [])
    #expect(try search("星河", limit: .max).count == 6)
  }

  @Test func aCutIsSaidUnlessOneAskedForIt() throws {
    for number in 1...21 { try scene.add("customer", ["name": "甲\(number)", "pool": "public"]) }
    #expect(try search("甲").count == RecordSearch.standardLimit)
    #expect(store.notes == ["there are more than 20; --limit N shows N"])
    #expect(try search("甲", limit: 5).count == 5)
    #expect(try search("甲2").count == 3)
    #expect(store.notes.count == 1)
  }

  @Test func unknownNounsAreRefused() throws {
    let error = #expect(throws: UserError.self) { try search("甲", nouns: ["custmer"]) }
    #expect(error?.exit == .usage)
    #expect(error?.hints == ["did you mean 'customer'?"])
  }

  /// Whether the index has the records or not, what is found is what they say now.
  @Test(arguments: [false, true]) func changesDeletionsAndUndoAreSeen(isIndexed: Bool) throws {
    func index() throws { if isIndexed { try FoundRecords.index(store) } }
    let id = try scene.add("customer", ["name": "东方红", "pool": "public"])
    try index()
    try scene.edit("customer", id, ["name": "西方红"])
    #expect(try search("东方") == [])
    #expect(try search("西方") == ["customer/1 prefix"])
    try index()
    try scene.undo()
    #expect(try search("东方") == ["customer/1 prefix"])
    #expect(try search("西方") == [])
    try scene.delete("customer", id)
    #expect(try search("东方") == [])
    try index()
    try scene.restore("customer", id)
    #expect(try search("东方") == ["customer/1 prefix"])
    // The restoring, the deletion, the undo and the creation.
    try scene.undo()
    try scene.undo()
    try scene.undo(1 + 1)
    #expect(try search("东方") == [])
    try index()
    _ = try OperationUndo(store.session()).redo(nil, isPartial: false)
    #expect(try search("东方") == ["customer/1 prefix"])
    try store.expectSound()
  }

  @Test func searchingInsideAnOperationSeesWhatItMade() throws {
    let session = store.session()
    _ = try session.write { db in
      let fields = try [("name", "半途而废"), ("pool", "public")].map { name, text in
        (field: try #require(Noun.customer.field(name)), text: text)
      }
      _ = try RecordAddition(.customer, session: session, db: db).add(fields)
      let rows = try FeedText.rows(of: RecordSearch("半途", session: session).feed(), in: session)
      #expect(rows.count == 1)
    }
  }
}
