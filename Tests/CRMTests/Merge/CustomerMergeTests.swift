import CRM
import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Several customers become one, and nothing of them is lost.
@Suite struct CustomerMergeTests {
  private let scene: MergeScene

  init() throws {
    scene = try MergeScene()
  }

  @Test func emptyFieldsAreFilledInOrder() throws {
    try scene.merge(["1", "2", "3"], into: "1")
    let survivor = try scene.rows(
      """
      SELECT json_array(name, phone, email, email_key, industry, address, external_id, parent)
      FROM customer WHERE id = 1
      """)
    #expect(
      survivor == [
        #"["华为技术","0755-28780808","a@huawei.com","a@huawei.com","telecom","深圳","H-2",null]"#
      ])
    #expect(
      try scene.rows("SELECT id || '' FROM customer WHERE deleted_at IS NULL ORDER BY id")
        == ["1", "4"])
    #expect(try scene.rows("SELECT parent || '' FROM customer WHERE id = 4") == ["1"])
    try scene.store.expectSound()
  }

  @Test func aValueIsTakenFromWhomOneSays() throws {
    let result = try scene.merge(
      ["2", "3"], into: "1", taking: ["email": "3", "客户名称": "2", "phone": "1"])
    #expect(
      try scene.rows("SELECT name || ' ' || name_key || ' ' || email FROM customer WHERE id = 1")
        == ["华为技术有限公司 华为技术有限公司 b@huawei.com"])
    #expect(result.steps.contains(.take("email", from: "customer/3", value: "b@huawei.com")))
    try scene.store.expectSound()
  }

  @Test func tagsAreUnitedAndExcludeEachOther() throws {
    let steps = try scene.merge(["2", "3"], into: "1").steps
    #expect(steps.contains(.unite("tag", from: "customer/2", names: "VIP")))
    #expect(
      steps.filter { $0.action == .drop } == [
        .drop("tag", from: "customer/2", names: "small")
      ])
    #expect(
      try scene.rows(
        """
        SELECT t.name FROM customer_tag l JOIN tag t ON t.id = l.tag
        WHERE l.customer = 1 ORDER BY t.name
        """) == ["VIP", "big"])
    #expect(try scene.value("SELECT count(*) FROM customer_tag WHERE customer <> 1") == 0)
  }

  /// One name and one number, or none, are one person; other numbers are another one.
  @Test func contactsAreUnited() throws {
    try scene.merge(["2", "3"], into: "1")
    #expect(
      try scene.rows(
        """
        SELECT json_array(id, name, phone, decision_maker, "primary") FROM contact
        WHERE customer = 1 AND deleted_at IS NULL ORDER BY id
        """)
        == [
          #"[1,"李娜","13900139000 / 13900139001",1,1]"#, #"[2,"王芳","13900139002",0,0]"#,
          #"[5,"赵敏",null,0,0]"#, #"[6,"李娜","13900139009",0,0]"#,
        ])
    #expect(try scene.rows("SELECT contact || '' FROM activity WHERE id = 2") == ["1"])
  }

  @Test func sumsStay() throws {
    let sum: SQL = "SELECT sum(amount) FROM opportunity WHERE deleted_at IS NULL"
    let before: Int64 = try scene.value(sum)
    try scene.merge(["2", "3"], into: "1")
    #expect(try scene.value(sum) == before)
    #expect(
      try scene.value("SELECT sum(amount) FROM opportunity WHERE customer = 1") == before)
    #expect(
      try scene.value("SELECT sum(points) FROM behavior_event WHERE customer = 1") == 60 as Int64)
  }

  /// Whatever refers to a customer or a contact by the schema or the catalogue.
  @Test func noReferenceIsLeftBehind() throws {
    try scene.scene.edit("customer", 1, ["parent": "4"])
    try scene.merge(["2", "3"], into: "1")
    let gone: [String: [Int64]] = ["customer": [2, 3], "contact": [3, 4]]
    try scene.store.session().read { db in
      var checked = 0
      for (table, column, target) in try db.rows(
        """
        SELECT m.name, f."from", f."table" FROM sqlite_schema m
        JOIN pragma_foreign_key_list(m.name) f
        WHERE m.type = 'table' AND f."table" IN ('customer', 'contact')
        """, as: String.self, String.self, String.self)
      where !RecordReference.histories.contains(table) {
        checked += 1
        let left: Int64? = try db.value(
          """
          SELECT count(*) FROM \(identifier: table)
          WHERE \(identifier: column) IN \(ids: gone[target] ?? [])
          """)
        #expect(left == 0, "\(table).\(column)")
      }
      #expect(checked >= 10)
    }
    let reseller = try #require(try scene.store.session().noun(.opportunity).field("reseller"))
    #expect(
      try scene.rows(
        "SELECT DISTINCT \(identifier: reseller.column) || '' FROM opportunity") == ["1"])
    // 海思 stood below the second one, and the survivor below 海思.
    #expect(
      try scene.rows("SELECT id || '>' || ifnull(parent, '-') FROM customer WHERE id IN (1, 4)")
        == ["1>-", "4>1"])
    try scene.store.expectSound()
  }

  /// Of two grants to one user the one that allows more stays, and the owner needs none.
  @Test func sharesAndTasksAreUnited() throws {
    for login in ["li", "wang"] { try scene.scene.add("user", ["login": login, "name": login]) }
    func share(_ customer: Int64, _ user: String, _ access: ShareAccess) throws {
      _ = try Sharing(scene.store.session()).share(
        ["\(customer)"], with: [user], access: access, until: nil, cascades: false)
    }
    try share(1, "li", .read)
    try share(2, "li", .edit)
    try share(3, "wang", .read)
    _ = try Assignment(scene.store.session()).assign(["1"], to: "wang")
    try scene.scene.add("task", ["title": "报价", "customer": "2", "assignee": "li"])
    let before = try scene.dump()
    try scene.merge(["2", "3"], into: "1")
    #expect(
      try scene.rows(
        """
        SELECT u.login || ' ' || s.access || ' ' || s.customer FROM customer_share s
        JOIN "user" u ON u.id = s."user" WHERE s.deleted_at IS NULL ORDER BY 1
        """) == ["li edit 1"])
    #expect(try scene.rows("SELECT title || customer FROM task") == ["报价1"])
    try scene.store.expectSound()
    _ = try OperationUndo(scene.store.session()).undo(nil, isPartial: false)
    #expect(try scene.dump().differences(from: before) == [])
  }

  /// What is said to be history is there, under that name.
  @Test func historiesAreTables() throws {
    let tables = Set(try scene.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"))
    #expect(RecordReference.histories.subtracting(tables) == [])
  }

  @Test(arguments: [["1", "2", "3"], ["2", "1", "3"], ["3", "2", "1"]])
  func undoBringsBackEveryByte(_ order: [String]) throws {
    let before = try scene.dump()
    try scene.merge(order, into: order[0], taking: ["email": "3"])
    let after = try scene.dump()
    #expect(after.differences(from: before).contains("merged_record"))
    try scene.scene.undo()
    #expect(try scene.dump().differences(from: before) == [])
    _ = try OperationUndo(scene.store.session()).redo(nil, isPartial: false)
    let again = try scene.dump()
    #expect(again.differences(from: after).filter { $0 != "merged_record" } == [])
    try scene.store.expectSound()
  }

  @Test func aDryRunTellsTheSameAndChangesNothing() throws {
    let before = try scene.dump()
    let plan = try scene.merge(["2", "3"], into: "1", dryRun: true)
    #expect(try scene.dump().differences(from: before) == [])
    #expect(try scene.merge(["2", "3"], into: "1").steps == plan.steps)
    #expect(plan.steps.contains(.move("opportunities.customer", count: 2)))
    #expect(plan.steps.contains(.merge("contact/3", into: "contact/1")))
  }

  /// Changes by merging leave owner, pool and clock alone.
  @Test func theClockGoesOn() throws {
    try scene.scene.add("user", ["login": "li", "name": "Li"])
    let clock: SQL = "SELECT held_since || owner || status || created_at FROM customer WHERE id = 1"
    let before = try scene.rows(clock)
    scene.store.now = try #require(Instant("2026-04-01T01:00:00Z"))
    try scene.merge(["2"], into: "1")
    #expect(try scene.rows(clock) == before)
    #expect(try scene.value("SELECT count(*) FROM ownership_event") == 0)
  }

  /// What came since stands in the way of undoing only where values would be lost.
  @Test func undoSparesWhatCameSince() throws {
    try scene.merge(["2"], into: "1")
    try scene.scene.add("activity", ["customer": "1", "method": "phone", "note": "later"])
    try scene.scene.edit("customer", 1, ["email": "new@x.cn"])
    let operation: Int64 = try scene.value(
      "SELECT operation FROM creation WHERE \"table\" = 'merged_record'")
    let error = scene.refusal { try scene.scene.undo(operation) }
    #expect(error?.code == "E_CHANGED_SINCE")
    #expect(error?.hints.contains { $0.contains("email was changed since") } == true)
    try scene.scene.undo()
    try scene.scene.undo(operation)
    #expect(
      try scene.rows("SELECT note FROM activity WHERE customer = 1 ORDER BY id")
        == ["called", "later"])
    try scene.store.expectSound()
  }

  /// What rules decide is not filled; the rules do it.
  @Test func rulesDecideWhatIsTheirs() throws {
    try scene.scene.edit("customer", 2, ["credit_grade": "3"])
    try scene.scene.add("classification", ["name": "customer.credit_grade"])
    try scene.scene.classify("grade", "credit_grade", "5", when: "email = 'a@huawei.com'")
    let result = try scene.merge(["2"], into: "1")
    #expect(!result.steps.contains { $0.item == "credit_grade" })
    #expect(try scene.scene.customer(1, "credit_grade") == "5")
    #expect(
      scene.refusal { try scene.merge(["3"], into: "1", taking: ["credit_grade": "1"]) } == nil)
  }

  /// Only who decides about all of them merges.
  @Test func ownersMergeTheirOwn() throws {
    let li = try scene.scene.add("user", ["login": "li", "name": "Li"])
    for owner in [nil, "\(li)"] {
      try scene.scene.add(
        "customer", ["name": "Acme \(owner ?? "")", "owner": "li"])
    }
    let refused = scene.refusal { try scene.merge(["5"], into: "1", as: "li") }
    #expect(refused?.exit == .denied)
    #expect(refused?.message.contains("customer/1 belongs to admin") == true)
    try scene.merge(["5"], into: "6", as: "li")
    try scene.store.expectSound()
  }
}
