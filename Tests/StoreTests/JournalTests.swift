import Store
import Testing
import Values

@Suite struct JournalTests {
  @Test func aWriteThatChangesNothingIsNoOperation() throws {
    let store = try TestDatabase()
    let (_, operation) = try store.write { db in
      try db.update("thing", where: "1", set: [("size", "1")])
    }
    #expect(operation.id == nil)
    let count: Int? = try store.open(.reading).read {
      try $0.value("SELECT count(*) FROM operation")
    }
    #expect(count == 0)
  }

  @Test func anUpdateRecordsOnlyTheFieldsAndRecordsThatDiffer() throws {
    let store = try TestDatabase()
    try store.write { db in
      for (name, size) in [("a", 1), ("b", 2), ("c", 2)] {
        try db.insert("thing", [("name", .text(name)), ("size", .integer(Int64(size)))])
      }
    }
    let (changed, operation) = try store.write { db in
      try db.update("thing", where: "1", set: [("size", "2"), ("name", "name")], touching: false)
    }
    #expect(changed == 1)
    let rows = try store.open(.reading).read { db in
      try db.rows(
        "SELECT record, field, before, after FROM field_change WHERE operation = \(operation.id)",
        as: Int64.self, String.self, Scalar.self, Scalar.self)
    }
    #expect(rows.count == 1)
    let row = try #require(rows.first)
    #expect(row == (1, "size", .integer(1), .integer(2)))
  }

  /// A row of the journal has places for four fields: more take further rows, and none is there for nothing.
  @Test func anyNumberOfFieldsChangesAtOnceAndComesBack() throws {
    let store = try TestDatabase()
    try store.write { db in
      for name in ["a", "b"] {
        try db.insert(
          "thing", [("name", .text(name)), ("size", .integer(1)), ("updated_at", .text("then"))])
      }
    }
    let before = try dump(store)
    let (_, operation) = try store.write { db in
      let moment = db.moment()
      try db.update(
        "thing", where: "1",
        set: [
          ("name", "name || 'x'"), ("size", "1"), ("owner", "id"), ("width", "\(3)"),
          ("height", "iif(id = 1, 4, NULL)"),
        ])
      #expect(db.hasChanged("height", of: "thing", since: moment))
      #expect(!db.hasChanged("size", of: "thing", since: moment))
    }
    let rows = try store.open(.reading).read { db in
      try db.rows(
        """
        SELECT record, group_concat(field) FROM (
          SELECT id, record, field FROM field_change WHERE operation = \(operation.id)
          ORDER BY id, place) GROUP BY id ORDER BY id
        """, as: Int64.self, String.self)
    }
    #expect(
      rows.map { "\($0) \($1)" } == [
        "1 name,owner,width", "2 name,owner,width", "1 height,updated_at", "2 updated_at",
      ])
    try store.write { db in
      _ = try Undo(try #require(operation.id), in: db, retaining: []).run(isPartial: false)
    }
    #expect(try dump(store) == before)
  }

  private func dump(_ store: TestDatabase) throws -> [String] {
    try store.open(.reading).read { db in
      try db.values(
        "SELECT json_array(id, name, size, owner, width, height, updated_at) FROM thing ORDER BY id"
      )
    }
  }

  @Test func idsAreNeverGivenTwice() throws {
    let store = try TestDatabase()
    let (first, operation) = try store.write { try $0.insert("thing", [("name", .text("a"))]) }
    _ = try store.undo(try #require(operation.id))
    let (second, _) = try store.write { try $0.insert("thing", [("name", .text("b"))]) }
    #expect((first, second) == (1, 2))
  }

  @Test func aDryRunLeavesNothingBehind() throws {
    let store = try TestDatabase()
    let before = try store.state()
    let result = try store.open().write(store.request(), isDryRun: true) {
      try $0.insert("thing", [("name", .text("a"))])
    }
    #expect(result.operation.created == 1)
    #expect(try store.state() == before)
  }

  @Test func anErrorInTheMiddleLeavesNothingBehind() throws {
    let store = try TestDatabase()
    let before = try store.state()
    #expect(throws: UserError.self) {
      try store.write { db in
        try db.insert("thing", [("name", .text("a"))])
        throw UserError(.no, "stop")
      }
    }
    #expect(try store.state() == before)
  }

  @Test func insertSelectNumbersRowsInTheOrderOfTheQuery() throws {
    let store = try TestDatabase()
    let (ids, operation) = try store.write { db in
      try db.insert(
        "thing", columns: ["name", "size"],
        select: "SELECT 'n' || value, value FROM json_each('[3,1,2]') ORDER BY value DESC")
    }
    #expect(ids == 1..<4)
    let names: [String] = try store.open(.reading).read {
      try $0.values("SELECT name FROM thing ORDER BY id")
    }
    #expect(names == ["n3", "n2", "n1"])
    let ranges = try store.open(.reading).read {
      try $0.rows(
        "SELECT first, last FROM creation WHERE operation = \(operation.id)", as: Int64.self,
        Int64.self)
    }
    #expect(ranges.count == 1 && ranges[0] == (1, 3))
  }
}
