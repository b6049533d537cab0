import Store
import Testing
import Values

/// Rows that another thread inserts are, for whoever looks, as if they had been inserted at once.
@Suite struct BackgroundInsertTests {
  @Test func everyStatementSeesTheRowsBeforeIt() throws {
    let store = try TestDatabase()
    let (counts, operation) = try store.write { db in
      let inserter = try BulkInsert(into: "thing", columns: ["name", "size"], in: db)
      db.beginBackgroundInserts()
      var counts: [Int?] = []
      for number in 1...20_000 {
        try inserter.insert { row in
          row.bind(0, text: "thing \(number)")
          if number.isMultiple(of: 3) { row.bind(1, integer: Int64(number)) }
        }
        if number.isMultiple(of: 6_000) || number < 3 {
          counts.append(try db.value("SELECT count(*) FROM thing"))
        }
      }
      try db.endBackgroundInserts()
      _ = try inserter.finish()
      return counts
    }
    #expect(counts == [1, 2, 6_000, 12_000, 18_000])
    #expect(operation.created == 20_000)
    let row = try store.open(.reading).read { db in
      try db.row(
        """
        SELECT count(*), count(size), sum(size), sum(name = 'thing ' || id) FROM thing
        """, as: Int.self, Int.self, Int.self, Int.self)
    }
    // A value that a row does not bind is NULL, whatever the row before had.
    #expect(try #require(row) == (20_000, 6_666, 66_663_333, 20_000))
  }

  @Test(arguments: [1, 500, 19_999])
  func aRowThatFailsEndsTheLoadAndLeavesNothing(_ wrong: Int) throws {
    let store = try TestDatabase()
    let before = try store.state()
    #expect(throws: UserError.self) {
      try store.write { db in
        let inserter = try BulkInsert(into: "thing", columns: ["name"], in: db)
        db.beginBackgroundInserts()
        for number in 1...20_000 {
          // The name may not be NULL.
          try inserter.insert { row in if number != wrong { row.bind(0, text: "a") } }
        }
        try db.endBackgroundInserts()
      }
    }
    #expect(try store.state() == before)
  }

  @Test func anErrorElsewhereLeavesNothing() throws {
    let store = try TestDatabase()
    let before = try store.state()
    #expect(throws: UserError.self) {
      try store.write { db in
        let inserter = try BulkInsert(into: "thing", columns: ["name"], in: db)
        db.beginBackgroundInserts()
        for _ in 1...20_000 { try inserter.insert { $0.bind(0, text: "a") } }
        throw UserError(.no, "stop")
      }
    }
    #expect(try store.state() == before)
    let (value, _) = try store.write { try $0.insert("thing", [("name", .text("next"))]) }
    #expect(value == 1)
  }
}
