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
        "SELECT record, field, before, after FROM change WHERE operation = \(operation.id)",
        as: Int64.self, String.self, Scalar.self, Scalar.self)
    }
    #expect(rows.count == 1)
    let row = try #require(rows.first)
    #expect(row == (1, "size", .integer(1), .integer(2)))
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
