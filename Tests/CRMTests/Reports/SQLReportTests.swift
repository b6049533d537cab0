import ProgramTesting
import Store
import Tabular
import Testing
import Values

@testable import CRM

@Suite struct SQLReportTests {
  private func rows(_ sql: String, in store: TestStore) throws -> [String] {
    let session = store.session()
    return try FeedText.rows(
      of: SQLReport(Array(sql.utf8), name: "q.sql", session: session).feed(limit: nil), in: session)
  }

  @Test func aQueryIsAnswered() throws {
    let store = try TestStore()
    #expect(try rows("SELECT 1 AS a, 'x' AS b, NULL AS c;  -- end", in: store) == ["1|x|"])
    #expect(try rows("SELECT :today, :me", in: store) == ["2026-03-01|admin"])
    #expect(
      try rows(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) "
          + "SELECT i FROM n", in: store) == ["1", "2", "3"])
  }

  @Test(arguments: [
    "DELETE FROM customer", "INSERT INTO team (name) VALUES ('x')",
    "UPDATE customer SET name = 'x'",
    "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE customer", "DROP TABLE customer",
    "ATTACH 'x' AS y", "PRAGMA user_version", "PRAGMA journal_mode = DELETE",
    "SELECT * FROM pragma_table_info('customer')", "BEGIN", "COMMIT", "ROLLBACK", "VACUUM",
    "VACUUM INTO '/tmp/crm-test-copy'", "CREATE TEMP TABLE t (a)", "REINDEX", "ANALYZE",
    "SELECT load_extension('x')", "", "-- nothing", ";", "EXPLAIN DELETE FROM customer",
    "WITH x AS (SELECT 1) DELETE FROM customer", "SELEC 1", "SELECT 1 FROM nothing",
    "INSERT INTO customer SELECT * FROM customer RETURNING id",
    "SELECT writefile('/tmp/crm-test-copy', 'x')", "SELECT readfile('/etc/passwd')",
    "SELECT edit('x')", "SELECT LOAD_EXTENSION('x', 'y')", "DETACH main", "PRAGMA query_only = 0",
    "PRAGMA writable_schema = 1", "SELECT * FROM pragma_database_list", "SAVEPOINT s",
    "CREATE TRIGGER t AFTER UPDATE ON team BEGIN SELECT 1; END", "ALTER TABLE team ADD x",
    "EXPLAIN QUERY PLAN UPDATE team SET name = 'x'",
    "SELECT * FROM fsdir('/')", "CREATE VIRTUAL TABLE t USING fts5(a)",
  ])
  func nothingElsePasses(_ sql: String) throws {
    let store = try TestStore()
    let before = try store.session().read { try $0.value("PRAGMA schema_version", as: Int64.self) }
    let error = #expect(throws: UserError.self) { try rows(sql, in: store) }
    #expect(error?.exit == .badData, "\(sql): \(String(describing: error))")
    let after = try store.session().read { try $0.value("PRAGMA schema_version", as: Int64.self) }
    #expect(before == after)
    try store.expectSound()
  }

  /// A query knows nothing of pools that are for others, so only those who see all may ask it.
  @Test func whoDoesNotSeeEverythingMayNotAsk() throws {
    let scene = try PoolScene()
    try scene.user("li.wei")
    try scene.user("wang.fang")
    let query = Array("SELECT name FROM v_customer".utf8)
    func ask(as login: String) throws {
      _ = try SQLReport(query, name: "q.sql", session: scene.store.session(as: login))
    }
    try ask(as: "li.wei")
    try scene.add(.pool, ["name": "East", "member": "wang.fang"])
    let error = #expect(throws: UserError.self) { try ask(as: "li.wei") }
    #expect(error?.exit == .denied)
    try ask(as: "wang.fang")
    try ask(as: "admin")
    // Nor may who does not see a field of what lies in a pool.
    try scene.add(.pool, ["name": "West", "hidden": "phone", "admin": "admin"])
    #expect(throws: UserError.self) { try ask(as: "wang.fang") }
    try ask(as: "admin")
  }

  @Test func whatFollowsIsFreeAgain() throws {
    let store = try TestStore()
    let session = store.session()
    _ = try? SQLReport(Array("DELETE FROM team".utf8), name: "q.sql", session: session)
      .feed(limit: nil)
    _ = try session.write { db in
      try db.insert(
        "view",
        [
          ("name", .text("v")), ("noun", .text("customer")), ("condition", .text("won")),
          ("created_at", .text("2026-03-01T00:00:00Z")),
          ("updated_at", .text("2026-03-01T00:00:00Z")),
        ])
    }
    #expect(try rows("SELECT count(*) FROM view", in: store) == ["1"])
  }

  @Test func errorsHaveTheirPlace() throws {
    let store = try TestStore()
    let error = #expect(throws: UserError.self) {
      try rows("SELECT name,\n  nme FROM v_customer", in: store)
    }
    #expect(error?.location?.line == 2)
    #expect(error?.location?.column == 3)
    #expect(error?.location?.file == "q.sql")
  }

  @Test func namesAreUniqueAndRowsLimited() throws {
    let store = try TestStore()
    let session = store.session()
    let feed = try SQLReport(
      Array("SELECT 1 AS a, 2 AS a UNION ALL SELECT 3, 4".utf8), name: "q", session: session
    )
    .feed(limit: 1)
    #expect(feed.columns.map(\.name) == ["a", "a_2"])
    #expect(try FeedText.rows(of: feed, in: session) == ["1|2"])
  }

  @Test func theFirstRowsTellWhichColumnsAreOfNumbers() throws {
    let store = try TestStore()
    func kinds(_ sql: String) throws -> [ColumnKind] {
      try SQLReport(Array(sql.utf8), name: "q", session: store.session()).feed(limit: nil)
        .columns.map(\.kind)
    }
    #expect(
      try kinds("SELECT 'a', 1, 1.5, NULL UNION ALL SELECT 'b', NULL, 2, NULL") == [
        .text, .integer, .integer, .text,
      ])
    #expect(try kinds("SELECT 1 UNION ALL SELECT 'x'") == [.text])
    #expect(try kinds("SELECT NULL UNION ALL SELECT 1") == [.integer])
    #expect(try kinds("SELECT count(*) FROM v_customer") == [.integer])
    #expect(try kinds("SELECT 1 WHERE 0") == [.text])
  }

  @Test(arguments: [0, 1, 999, 1_000, 1_001, 2_500])
  func nothingIsLostBehindTheFirstRows(_ count: Int) throws {
    let store = try TestStore()
    let session = store.session()
    let sql = """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT \(count))
      SELECT i FROM n
      """
    let all = (0..<count).map { "\($0 + 1)" }
    #expect(try rows(sql, in: store) == all)
    for limit in [0, 1, 1_000, 1_500] {
      let feed = try SQLReport(Array(sql.utf8), name: "q", session: session).feed(limit: limit)
      #expect(try FeedText.rows(of: feed, in: session) == Array(all.prefix(limit)))
      // It can be asked again.
      #expect(try FeedText.rows(of: feed, in: session).count == min(count, limit))
    }
  }

  @Test func helpNamesTheColumnsOfTheViews() throws {
    let store = try TestStore()
    #expect(SQLSurface.views.count >= 9)
    for view in SQLSurface.views {
      let session = store.session()
      let columns = try session.read {
        try $0.columns(of: UserQuery("SELECT * FROM v_\(view.name)"))
      }
      #expect(view.columns == columns, "v_\(view.name)")
    }
  }
}
