import ProgramTesting
import Store
import Testing
import Values

@Suite struct UndoTests {
  @Test func aChangedFieldIsAConflictAndStays() throws {
    let store = try TestDatabase()
    try store.write { try $0.insert("thing", [("name", .text("a")), ("size", .integer(1))]) }
    let (_, edit) = try store.write {
      try $0.update("thing", where: "id = 1", set: [("size", "2")])
    }
    try store.write { try $0.update("thing", where: "id = 1", set: [("size", "3")]) }
    let operation = try #require(edit.id)
    let refusal = #expect(throws: TestDatabase.Refusal.self) { _ = try store.undo(operation) }
    #expect(refusal?.conflicts.map(\.reason) == ["size was changed since"])
  }

  @Test func anotherFieldChangedSinceIsNoConflict() throws {
    let store = try TestDatabase()
    try store.write { try $0.insert("thing", [("name", .text("a")), ("size", .integer(1))]) }
    let (_, edit) = try store.write {
      try $0.update("thing", where: "id = 1", set: [("size", "2")])
    }
    try store.write { try $0.update("thing", where: "id = 1", set: [("name", "'b'")]) }
    #expect(try store.undo(try #require(edit.id)).isEmpty)
    let row = try store.open(.reading).read {
      try $0.row("SELECT name, size FROM thing", as: String.self, Int64.self)
    }
    #expect(try #require(row) == ("b", 1))
  }

  @Test func aRecordThatOthersReferToIsKeptWithItsOwnReferences() throws {
    let store = try TestDatabase()
    let (_, batch) = try store.write { db in
      let root = try db.insert("thing", [("name", .text("root"))])
      try db.insert("thing", [("name", .text("used")), ("owner", .integer(root))])
      try db.insert("thing", [("name", .text("free"))])
    }
    try store.write { try $0.insert("thing", [("name", .text("user")), ("owner", .integer(2))]) }
    let operation = try #require(batch.id)
    #expect(throws: TestDatabase.Refusal.self) { _ = try store.undo(operation) }
    let kept = try store.undo(operation, partial: true)
    #expect(kept.map(\.record) == [2])
    let names: [String] = try store.open(.reading).read {
      try $0.values("SELECT name FROM thing ORDER BY id")
    }
    #expect(names == ["root", "used", "user"])
  }

  @Test func aReferenceThatTheOperationMadeHoldsNothing() throws {
    let store = try TestDatabase()
    try store.write { try $0.insert("thing", [("name", .text("old")), ("size", .integer(1))]) }
    let before = try store.state()
    func refer() throws -> Int64 {
      let (_, made) = try store.write { db in
        let new = try db.insert("thing", [("name", .text("new"))])
        try db.update("thing", where: "id = 1", set: [("owner", "\(new)"), ("size", "size + 1")])
      }
      return try #require(made.id)
    }
    let operation = try refer()
    let after = try store.state()
    #expect(try store.undo(operation).isEmpty)
    #expect(try store.state() == before)
    #expect(try store.undo(operation + 1).isEmpty)
    #expect(try store.state() == after)

    // Where the one that refers to it has to stay, it stays, too.
    let second = try refer()
    try store.write { try $0.update("thing", where: "id = 1", set: [("size", "9")]) }
    let kept = try store.undo(second, partial: true)
    #expect(kept.map(\.record) == [1, 3])
    #expect(try store.state().count == 3)
  }

  @Test func retainedEventsAreMarkedAndComeBackWithRedo() throws {
    let store = try TestDatabase()
    let (_, made) = try store.write { db in
      let thing = try db.insert("thing", [("name", .text("a"))])
      try db.insert("event", [("thing", .integer(thing))])
    }
    let after = try store.state()
    let operation = try #require(made.id)
    _ = try store.undo(operation)
    let events: Int? = try store.open(.reading).read { try $0.value("SELECT count(*) FROM event") }
    #expect(events == 1)
    _ = try store.undo(operation + 1)
    #expect(try store.state() == after)
  }

  @Test func aRowThatWasChangedAndRemovedAtOnceComesBackAsItWas() throws {
    let store = try TestDatabase()
    try store.write { try $0.insert("thing", [("name", .text("a")), ("size", .integer(1))]) }
    let before = try store.state()
    let (_, both) = try store.write { db in
      try db.update("thing", where: "id = 1", set: [("size", "2")])
      try db.remove("thing", where: "id = 1")
      let passing = try db.insert("thing", [("name", .text("passing"))])
      try db.remove("thing", where: "id = \(passing)")
    }
    #expect(try store.undo(try #require(both.id)).isEmpty)
    #expect(try store.state() == before)
  }

  /// do ∘ undo = identity, for random operations taken back one by one in reverse order, and
  /// redone again.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func randomOperationsAreUndoneBackToTheFirstState(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let store = try TestDatabase()
    var states = [try store.state()]
    var operations: [Int64] = []
    while operations.count < 60 {
      let (_, operation) = try store.write { try Self.act(&random, $0) }
      guard let id = operation.id else { continue }
      operations.append(id)
      states.append(try store.state())
    }
    for index in operations.indices.reversed() {
      #expect(try store.undo(operations[index]).isEmpty)
      #expect(try store.state() == states[index])
    }
    // The undos are operations too: taking them back, last first, walks forward again.
    let last = try #require(operations.last)
    for index in operations.indices {
      #expect(try store.undo(last + Int64(operations.count - index)).isEmpty)
      #expect(try store.state() == states[index + 1])
    }
  }

  private static func act(_ random: inout SeededGenerator, _ db: WriteTransaction) throws {
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let size = Int64(Int.random(in: 0..<5, using: &random))
      let root: Int64? = try db.value("SELECT id FROM thing WHERE id = 1")
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1:
        let thing = try db.insert("thing", [("name", .text("n\(size)")), ("size", .integer(size))])
        try db.insert("event", [("thing", .integer(thing))])
      case 2:
        try db.update(
          "thing", where: "id % 3 = \(size % 3)",
          set: [("size", "\(size)"), ("name", "name || 'x'")])
      case 3: try db.update("thing", where: "size = \(size)", set: [("size", "NULL")])
      case 4:
        try db.update(
          "thing", where: "owner IS NULL AND id > 1", set: [("owner", "\(root)")])
      default:
        try db.remove(
          "thing",
          where: """
            id = \(size) AND NOT EXISTS (SELECT 1 FROM thing o WHERE o.owner = \(size))
            """)
      }
    }
  }
}
