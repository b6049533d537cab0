import Catalogue
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

  @Test func theFirstFailureIsThrown() throws {
    let store = try TestStore()
    for _ in 0..<20 {
      let error = #expect(throws: UserError.self) {
        try store.session().readSideBySide(8) { place, _ in
          if place >= 0 { throw UserError(.usage, "value \(place)") }
        }
      }
      #expect(error?.message == "value 0")
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

  /// There are more threads than processors, and the first one adds a customer: those that begin later see it.
  @Test func allValuesAreOfOneState() throws {
    let store = try TestStore()
    let invocation = store.invocation()
    let count = count
    let attempts = Mutex(0)
    let counts = try store.session().readSideBySide(500, threads: 500) { place, session in
      let before = try session.read { try $0.value(count, as: Int.self) }
      if place == 0,
        attempts.withLock({
          $0 += 1; return $0
        }) == 1
      {
        let other = Session(invocation) { _ in }
        _ = try other.write { try add("Blue Heron", other, $0) }
      }
      return before
    }
    #expect(counts == Array(repeating: 1, count: 500))
    #expect(attempts.withLock { $0 } == 2)
  }
}

private func add(_ name: String, _ session: Session, _ db: WriteTransaction) throws {
  let field = try #require(Noun.customer.field("name"))
  _ = try RecordAddition(.customer, session: session, db: db).add([(field, name)])
}
