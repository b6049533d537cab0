import Catalogue
import Glibc
import Store
import Synchronization
import Testing
import Values

@testable import CRM

@Suite struct SideBySideTests {
  private let count: SQL = "SELECT count(*) FROM customer"

  @Test func theValuesComeInTheirOrder() throws {
    let store = try TestStore()
    let values = try store.session().readSideBySide(40) { place, session in
      session.note("note \(place)")
      return try session.read { try $0.value("SELECT \(place) * 2") ?? -1 } as Int
    }
    #expect(values == (0..<40).map { $0 * 2 })
    #expect(store.notes == (0..<40).map { "note \($0)" })
  }

  @Test func withinATransactionTheyAreOfItsState() throws {
    let store = try TestStore()
    let session = store.session()
    let count = count
    let counts = try session.write { db in
      try add("Blue Heron", session, db)
      return try session.readSideBySide(3) { _, session in
        try session.read { try $0.value(count, as: Int.self) }
      }
    }
    #expect(counts.value == [1, 1, 1])
  }

  /// Errors, and the messages before them, are those that one session alone would have.
  @Test func theFirstFailureIsThrown() throws {
    let store = try TestStore()
    for _ in 0..<20 {
      store.notes = []
      let error = #expect(throws: UserError.self) {
        try store.session().readSideBySide(8) { place, session in
          session.note("note \(place)")
          if place >= 2 { throw UserError(.usage, "value \(place)") }
        }
      }
      #expect(error?.message == "value 2")
      #expect(store.notes == ["note 0", "note 1", "note 2"])
    }
  }

  @Test func withoutAStoreThereIsOneError() throws {
    let store = try TestStore()
    var invocation = store.invocation()
    invocation.storeDirectory += "/nowhere"
    let error = #expect(throws: UserError.self) {
      try Session(invocation) { _ in }.readSideBySide(4) { place, _ in place }
    }
    #expect(error?.exit == .noInput)
  }

  @Test func whatMakesAValueMayDivideItAgain() throws {
    let store = try TestStore()
    for _ in 0..<20 {
      store.notes = []
      let values = try store.session().readSideBySide(3, threads: 4) { place, session in
        session.note("\(place) begins")
        defer { session.note("\(place) ends") }
        return try session.readSideBySide(10) { part, session in
          session.note("\(place).\(part)")
          return try session.read { try $0.value("SELECT \(place * 10 + part)", as: Int.self) }
        }
      }
      #expect(values == (0..<3).map { place in (0..<10).map { place * 10 + $0 } })
      #expect(
        store.notes
          == (0..<3).flatMap { place in
            ["\(place) begins"] + (0..<10).map { "\(place).\($0)" } + ["\(place) ends"]
          })
    }
  }

  @Test func theFailureOfAPartIsThrown() throws {
    let store = try TestStore()
    for _ in 0..<20 {
      let error = #expect(throws: UserError.self) {
        try store.session().readSideBySide(3, threads: 4) { place, session in
          try session.readSideBySide(4) { part, _ in
            if place * 4 + part >= 6 { throw UserError(.usage, "part \(place).\(part)") }
          }
        }
      }
      #expect(error?.message == "part 1.2")
    }
  }

  /// One thread adds a customer while it works, and the other one begins after that.
  @Test func valuesOfDifferentStatesAreNone() throws {
    let store = try TestStore()
    let invocation = store.invocation()
    let bodies = Mutex(0)
    let isWritten = Mutex(false)
    let values = SharedWork<Bool>.run(2, threads: 2) { place, isFirst in
      guard isFirst, place == 0 else { return place }
      let other = Session(invocation) { _ in }
      _ = try other.write { try add("Blue Heron", other, $0) }
      isWritten.withLock { $0 = true }
      // The other thread has seen it before this one is done.
      while bodies.withLock({ $0 }) < 3 { usleep(1000) }
      return place
    } body: { work in
      let isFirst = bodies.withLock {
        $0 += 1; return $0 == 1
      }
      while !isFirst, !isWritten.withLock({ $0 }) { usleep(1000) }
      try Session(invocation) { _ in }.read { db in try work.help(isFirst, in: db) }
      bodies.withLock { $0 += 1 }
    }
    #expect(values == nil)
    #expect(bodies.withLock { $0 } == 4)
  }
}

private func add(_ name: String, _ session: Session, _ db: WriteTransaction) throws {
  let field = try #require(Noun.customer.field("name"))
  _ = try RecordAddition(.customer, session: session, db: db).add([(field, name)])
}
