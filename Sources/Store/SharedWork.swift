import Dispatch
import Synchronization
import Values

/// Values that several threads make from one state of a store, each thread in a transaction of its own.
package final class SharedWork<Value: Sendable>: Sendable {
  private struct State {
    /// What no thread has begun with.
    var next = 0
    var made: [Int: Value] = [:]
    /// The last operation that the threads saw.
    var operation: Int64?
    /// Whether they saw different ones, or one of them failed.
    var isAbandoned = false
  }

  private let count: Int
  private let state = Mutex(State())

  package init(_ count: Int) { self.count = count }

  /// Runs the body so many times, on as many threads as the system has for it; the body begins a transaction and
  /// makes values there.
  ///
  /// Returns the values in their order. Nil when the threads saw different states of the store, or anything failed:
  /// then the caller does the work alone, and learns what it was.
  package func run(
    threads: Int, _ body: @Sendable (SharedWork<Value>) throws -> Void
  ) throws -> [Value]? {
    DispatchQueue.concurrentPerform(iterations: min(count, threads)) { _ in
      do { try body(self) } catch { self.state.withLock { $0.isAbandoned = true } }
    }
    let state = state.withLock { $0 }
    guard !state.isAbandoned else { return nil }
    return try (0..<count).map { place in
      guard let value = state.made[place] else {
        throw UserError.bug("no thread made the value \(place)")
      }
      return value
    }
  }

  /// Makes values, on this thread, as long as there are any left to make.
  package func makeValues(in db: ReadTransaction, _ make: (Int) throws -> Value) throws {
    see(try db.value("SELECT ifnull(max(id), 0) FROM operation") ?? 0)
    while let place = nextPlace() {
      let value = try make(place)
      state.withLock { $0.made[place] = value }
    }
  }

  private func see(_ operation: Int64) {
    state.withLock { state in
      if state.operation ?? operation != operation { state.isAbandoned = true }
      state.operation = operation
    }
  }

  /// The place of the next value; nil when there is none, or no need for it.
  private func nextPlace() -> Int? {
    state.withLock { state in
      guard state.next < count, !state.isAbandoned else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }
}
