import Store
import Testing
import Values

@testable import CRM

/// What is asked with every follow-up and every morning finds its rows through indexes.
@Suite struct WorkPlanTests {
  private let scene: PoolScene

  init() throws {
    scene = try PoolScene()
    try scene.user("li.wei")
  }

  private func plan(_ query: SQL) throws -> [String] {
    try scene.store.session().read { db in
      try db.rows(
        "EXPLAIN QUERY PLAN \(query)", as: Int.self, Int.self, Int.self, String.self
      ).map(\.3)
    }
  }

  @Test func tasksThatAreDue() throws {
    let day = try #require(Day("2026-03-01"))
    let query = try scene.store.session().read { db in
      try DueTasks().entries(InboxScene(user: 1, today: day, zone: .utc, db: db))
    }
    #expect(try plan(query).first == "SEARCH t USING INDEX task_open (assignee=? AND due<?)")
  }

  /// The view works out what is paid of the contract that is asked for, not of all.
  @Test func receivablesOfAContract() throws {
    let steps = try plan("SELECT name, paid FROM v_receivable WHERE contract_id = 7")
    #expect(steps.contains("SEARCH rb USING INDEX receivable_contract (contract=?)"), "\(steps)")
    #expect(!steps.contains { $0.hasPrefix("SCAN rb") })
  }

  @Test func grants() throws {
    let query = ShareGrant.covers(customer: "c.id", user: "\(7)", at: "\("2026")", access: .edit)
    let steps = try plan("SELECT \(query) FROM customer c WHERE c.id = 1")
    #expect(
      steps.contains("SEARCH g USING INDEX customer_share_user (user=? AND customer=?)"))
    #expect(steps.contains("SEARCH g USING INDEX customer_share_cascade (user=?)"))
    #expect(!steps.contains { $0.hasPrefix("SCAN c") || $0.hasPrefix("SCAN g") })
  }

  @Test func whatAnActorMayDo() throws {
    let session = scene.store.session(as: "li.wei")
    let allowed = try session.read { db in
      try CustomerAccess(session: session, in: db).allows(.followUp)
    }
    let steps = try plan("SELECT c.id FROM customer c WHERE c.id IN (SELECT 1) AND NOT \(allowed)")
    #expect(steps.first == "SEARCH c USING INTEGER PRIMARY KEY (rowid=?)")
    #expect(!steps.contains { $0.hasPrefix("SCAN g") || $0.hasPrefix("SCAN s") })
  }
}
