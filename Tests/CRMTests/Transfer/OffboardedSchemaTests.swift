import Catalogue
import Store
import Testing
import Values

@testable import CRM

/// Whoever leaves is named nowhere any more but in history: asked of the schema, so that a column that
/// comes later has to be decided on.
@Suite struct OffboardedSchemaTests {
  private let scene: PoolScene
  private let li: Int64

  /// Columns that say who did something, or that describe the user alone.
  private static let history: Set<String> = [
    "operation.actor", "operation.impersonator", "task.done_by", "quote.approved_by",
    "user_role.user", "assign_turn.user",
  ]

  /// Closed records stay under the user's name, targets that have begun with what was reached.
  private static let isLive: [String: SQL] = [
    "opportunity": "stage IN (SELECT id FROM stage WHERE kind = 'open')",
    "task": "state = 'open'", "ticket": "state IN ('open', 'in_progress')",
    "lead": "status IN ('new', 'working', 'qualified')",
    "quote": "state NOT IN ('accepted', 'rejected')", "contract": "approval <> 'void'",
    "target": "period > '2026-03'",
  ]

  init() throws {
    scene = try PoolScene()
    for login in ["li.wei", "wang.fang"] { try scene.user(login) }
    li = try #require(
      try scene.value("SELECT id FROM \"user\" WHERE login = 'li.wei'", as: Int64.self))
    let own = try scene.customer("华为", owner: "li.wei")
    let foreign = try scene.customer("中兴", owner: "wang.fang")
    try scene.edit(.user, try scene.user("zhao.min"), ["manager": "li.wei"])
    try scene.add(.team, ["name": "华东", "head": "li.wei"])
    for customer in [own, foreign] {
      try sell(to: customer)
      try scene.task("call", of: customer, assignee: "li.wei")
      try scene.add(
        .ticket, ["customer": "\(customer)", "title": "坏了", "assignee": "li.wei"])
    }
    try scene.share(foreign, with: "li.wei")
    try scene.add(.lead, ["name": "张", "owner": "li.wei"])
    try scene.add(.pool, ["name": "华东", "member": "li.wei,wang.fang", "admin": "li.wei"])
    try scene.add(.poolLimit, ["name": "his", "user": "li.wei", "claim_per_day": "1"])
    try scene.rule(.noFollowUp, days: 30) { $0.scope = "user:li.wei" }
    try scene.rule(.noDeal, days: 30) { $0.exempt = ["li.wei"] }
    try scene.add(
      .assignRule, ["name": "turns", "members": "wang.fang", "fallback_user": "li.wei"])
    try scene.add(
      .target,
      ["user": "li.wei", "metric": "contract_amount", "period": "2026-05", "amount": "1000"])
  }

  /// An opportunity, quotes and contracts of li.wei, among them what is over.
  private func sell(to customer: Int64) throws {
    let opportunity = try scene.opportunity(of: customer, owner: li)
    for state in ["draft", "sent", "accepted"] {
      try scene.add(
        .quote,
        [
          "customer": "\(customer)", "opportunity": "\(opportunity)", "owner": "li.wei",
          "remark": state,
        ])
    }
    for state in ["approved", "void"] {
      try scene.add(
        .contract,
        [
          "customer": "\(customer)", "amount": "100", "owner": "li.wei", "service": "li.wei",
          "remark": state,
        ])
    }
    _ = try scene.store.session().write { db in
      try db.update(
        "quote", where: "customer = \(customer)", set: [("state", "remark")])
      try db.update(
        "contract", where: "customer = \(customer)",
        set: [
          ("approval", "remark"), ("signed", "'2026-03-01'"), ("approved_at", "created_at"),
          ("voided_at", "iif(remark = 'void', created_at, NULL)"),
        ])
    }
  }

  /// Every column with a foreign key to users that names work.
  private func columns() throws -> [(table: String, column: String)] {
    try scene.store.session().read { db in
      try db.rows(
        """
        SELECT m.name, f."from" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
        WHERE m.type = 'table' AND f."table" = 'user' ORDER BY 1, 2
        """, as: String.self, String.self
      ).filter { table, column in
        !["created_by", "by"].contains(column) && !Self.history.contains("\(table).\(column)")
      }.map { (table: $0, column: $1) }
    }
  }

  /// How many live rows of the column name the user.
  private func named(_ table: String, _ column: String) throws -> Int {
    try scene.store.session().read { db in
      let hasDeletion = try db.exists(
        "SELECT 1 FROM pragma_table_info(\(table)) WHERE name = 'deleted_at'")
      let isPresent: SQL = hasDeletion ? "deleted_at IS NULL" : "1"
      return try db.value(
        """
        SELECT count(*) FROM \(identifier: table) WHERE \(identifier: column) = \(self.li)
          AND \(isPresent) AND \(Self.isLive[table] ?? "1")
        """) ?? 0
    }
  }

  @Test(arguments: [true, false]) func nothingIsLeftBehind(hasHeir: Bool) throws {
    let columns = try columns()
    for (table, column) in columns {
      #expect(try named(table, column) > 0, "no row of \(table).\(column) names li.wei")
    }
    _ = try Offboarding(scene.store.session())
      .offboard("li.wei", to: hasHeir ? .user("wang.fang") : .pool("public"))
    for (table, column) in columns {
      #expect(try named(table, column) == 0, "\(table).\(column)")
    }
    try scene.store.expectSound()
  }

  /// Who owns the quotes and contracts of a customer: `draft wang.fang`.
  private func holders(_ noun: Noun, of customer: String) throws -> [String] {
    try scene.store.session().read { db in
      try db.values(
        """
        SELECT r.remark || ' ' || ifnull(u.login, '-') FROM \(identifier: noun.table) r
        JOIN customer c ON c.id = r.customer LEFT JOIN "user" u ON u.id = r.owner
        WHERE c.name = \(customer) ORDER BY r.id
        """)
    }
  }

  @Test func aColleagueGetsWhatIsOpen() throws {
    let before = try scene.store.session().read(StoreDump.init)
    _ = try Offboarding(scene.store.session()).offboard("li.wei", to: .user("wang.fang"))
    for customer in ["华为", "中兴"] {
      #expect(
        try holders(.quote, of: customer) == [
          "draft wang.fang", "sent wang.fang", "accepted li.wei",
        ])
      #expect(try holders(.contract, of: customer) == ["approved wang.fang", "void li.wei"])
    }
    try scene.undo()
    // Changes of hands are kept, and marked as undone.
    let after = try scene.store.session().read(StoreDump.init)
    #expect(after.differences(from: before).filter { !$0.hasSuffix("ownership_event") } == [])
  }

  @Test func withoutAColleagueOwnersOfTheCustomersDo() throws {
    let manifest = try Offboarding(scene.store.session())
      .offboard("li.wei", to: .pool("public")).value.manifest
    #expect(try holders(.quote, of: "华为") == ["draft -", "sent -", "accepted li.wei"])
    #expect(
      try holders(.quote, of: "中兴") == ["draft wang.fang", "sent wang.fang", "accepted li.wei"])
    #expect(try holders(.contract, of: "华为") == ["approved -", "void li.wei"])
    #expect(try holders(.contract, of: "中兴") == ["approved wang.fang", "void li.wei"])
    #expect(manifest.counts.first { $0.noun.name == "quote" }?.count == 4)
    // Two owners, and four places among the service people.
    #expect(manifest.counts.first { $0.noun.name == "contract" }?.count == 6)
    // Whoever takes the customer goes on with its offers.
    _ = try scene.claim(1, as: "zhao.min")
    #expect(
      try holders(.quote, of: "华为") == ["draft zhao.min", "sent zhao.min", "accepted li.wei"])
    try scene.store.expectSound()
  }
}
