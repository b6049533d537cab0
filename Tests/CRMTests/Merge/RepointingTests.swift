import CRM
import Catalogue
import Testing
import Values

@testable import CRM
@testable import Store

/// Tables that come later are served as those that there are: all is found in the schema.
@Suite struct RepointingTests {
  private let scene: MergeScene

  init() throws {
    scene = try MergeScene()
    try scene.scene.add("user", ["login": "li", "name": "Li"])
    try run(Self.tables)
  }

  /// Runs statements that no command would.
  private func run(_ statements: [String]) throws {
    _ = try scene.store.session().write { db in
      for sql in statements { try db.run(SQL(text: sql)) }
    }
  }

  private static let tables = [
    """
    CREATE TABLE share (
      id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customer(id),
      "user" INTEGER NOT NULL REFERENCES "user"(id), UNIQUE (customer, "user")) STRICT
    """,
    "CREATE TABLE share_note (id INTEGER PRIMARY KEY, share INTEGER REFERENCES share(id)) STRICT",
    """
    CREATE TABLE grant_record (
      id INTEGER PRIMARY KEY, "user" INTEGER NOT NULL, customer INTEGER REFERENCES customer(id),
      deleted_at TEXT) STRICT
    """,
    """
    CREATE UNIQUE INDEX grant_record_live ON grant_record(customer, "user")
    WHERE deleted_at IS NULL
    """,
    """
    CREATE TABLE exhibit (
      id INTEGER PRIMARY KEY, noun TEXT NOT NULL, record INTEGER NOT NULL, file TEXT NOT NULL,
      UNIQUE (noun, record, file)) STRICT
    """,
    """
    CREATE TABLE kinship (
      id INTEGER PRIMARY KEY, one INTEGER NOT NULL REFERENCES customer(id),
      other INTEGER NOT NULL REFERENCES customer(id), UNIQUE (one, other), CHECK (one <> other))
      STRICT
    """,
  ]

  private func rows(_ table: String) throws -> [String] {
    let columns: [String] = try scene.rows("SELECT name FROM pragma_table_info(\(table))")
    let list = columns.map { "ifnull(\(identifier: $0), '-')" as SQL }.joined(
      separator: " || ' ' || ")
    return try scene.rows("SELECT \(list) FROM \(identifier: table) ORDER BY id")
  }

  @Test func rowsThatRepeatOthersGiveWay() throws {
    try run([
      #"INSERT INTO share (customer, "user") VALUES (2, 2), (1, 2), (2, 1), (3, 1)"#,
      "INSERT INTO share_note (share) VALUES (1), (3), (4)",
      """
      INSERT INTO grant_record ("user", customer, deleted_at)
      VALUES (1, 2, NULL), (1, 1, NULL), (1, 3, '2026'), (2, 3, NULL)
      """,
    ])
    let before = try scene.dump()
    try scene.merge(["2", "3"], into: "1")
    // The survivor's own row stays, of the others the oldest; what refers to the rest follows.
    #expect(try rows("share") == ["2 1 2", "3 1 1"])
    #expect(try rows("share_note") == ["1 2", "2 3", "3 3"])
    #expect(
      try rows("grant_record")
        == ["1 1 1 \(scene.store.now)", "2 1 1 -", "3 1 1 2026", "4 2 1 -"])
    try scene.scene.undo()
    #expect(try scene.dump().differences(from: before) == [])
  }

  @Test func recordsOfAnyNounAreFound() throws {
    try run([
      """
      INSERT INTO exhibit (noun, record, file) VALUES ('customer', 1, 'a'),
        ('customer', 2, 'a'), ('customer', 2, 'b'), ('contact', 2, 'a'), ('contact', 3, 'c')
      """
    ])
    try scene.merge(["2"], into: "1")
    #expect(
      try rows("exhibit")
        == ["1 customer 1 a", "3 customer 1 b", "4 contact 2 a", "5 contact 1 c"])
  }

  /// What linked two of them links nothing any more.
  @Test func nothingIsRelatedToItself() throws {
    try run(["INSERT INTO kinship (one, other) VALUES (1, 2), (2, 3), (4, 2), (1, 4), (4, 3)"])
    let before = try scene.dump()
    try scene.merge(["2", "3"], into: "1")
    #expect(try rows("kinship") == ["3 4 1", "4 1 4"])
    try scene.scene.undo()
    #expect(try scene.dump().differences(from: before) == [])
  }
}
