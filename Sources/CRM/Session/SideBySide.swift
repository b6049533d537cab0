import Glibc
import Store
import Values

/// Values that sessions make side by side (`Session.readSideBySide`).
package enum SideBySide {
  /// One for every processor; more than four have more to do with memory.
  package static var mostThreads: Int { min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 4) }

  /// What a thread made, and what there is to tell people about it.
  fileprivate struct Made<Value: Sendable> {
    var value: Value
    var notes: [String]
  }
}

extension Session {
  /// Makes so many values from one state of the store; the values in their order.
  ///
  /// They are made side by side, by as many threads as there are processors, each with a session and a connection of
  /// its own. Where those began around a write they see different states: then this session makes all of them, one
  /// after the other; and also where there is nothing to divide, or the session is in a transaction.
  package func readSideBySide<Value: Sendable>(
    _ count: Int, threads: Int = SideBySide.mostThreads,
    make: @escaping @Sendable (Int, Session) throws -> Value
  ) throws -> [Value] {
    // A store that is not there, or an actor without rights, is found out once and before anything begins.
    _ = try actor()
    if !isReading, count > 1, threads > 1, let made = try made(count, threads, make) {
      made.flatMap(\.notes).forEach(note)
      return made.map(\.value)
    }
    try keepManyPages()
    return try read { _ in try (0..<count).map { try make($0, self) } }
  }

  /// The values of several threads; nil when they saw different states of the store.
  private func made<Value: Sendable>(
    _ count: Int, _ threads: Int, _ make: @escaping @Sendable (Int, Session) throws -> Value
  ) throws -> [SideBySide.Made<Value>]? {
    let invocation = invocation
    return try SharedWork<SideBySide.Made<Value>>(count).run(threads: threads) { work in
      var notes: [String] = []
      let session = Session(invocation) { notes.append($0) }
      try session.keepManyPages()
      try session.read { db in
        try work.makeValues(in: db) { place in
          notes = []
          let value = try make(place, session)
          return SideBySide.Made(value: value, notes: notes)
        }
      }
    }
  }
}
