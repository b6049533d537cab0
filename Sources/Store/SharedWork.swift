import Dispatch
import Synchronization

/// Values that several threads make from one state of a store, each thread in a transaction of its own.
package final class SharedWork<Value: Sendable>: Sendable {
  private struct State {
    /// What no thread has begun with.
    var next = 0
    var made: [Int: Value] = [:]
    /// The last operation that the threads saw, and whether they saw different ones.
    var operation: Int64?
    var isDivided = false
    var failure: (place: Int, error: any Error)?
  }

  private let count: Int
  private let state = Mutex(State())

  package init(_ count: Int) { self.count = count }

  /// Runs the body on so many threads; it begins a transaction and makes values there.
  ///
  /// Returns the values in their order; nil when the threads saw different states of the store.
  package func run(
    threads: Int, _ body: @Sendable (SharedWork<Value>) throws -> Void
  ) throws -> [Value]? {
    DispatchQueue.concurrentPerform(iterations: min(count, threads)) { _ in
      do { try body(self) } catch { fail(at: -1, error) }
    }
    let state = state.withLock { $0 }
    guard !state.isDivided else { return nil }
    if let failure = state.failure { throw failure.error }
    return (0..<count).compactMap { state.made[$0] }
  }

  /// Makes values, on this thread, as long as there are any left to make.
  package func makeValues(in db: ReadTransaction, _ make: (Int) throws -> Value) throws {
    see(try db.value("SELECT ifnull(max(id), 0) FROM operation") ?? 0)
    while let place = nextPlace() {
      do {
        let value = try make(place)
        state.withLock { $0.made[place] = value }
      } catch {
        fail(at: place, error)
      }
    }
  }

  private func see(_ operation: Int64) {
    state.withLock { state in
      if state.operation ?? operation != operation { state.isDivided = true }
      state.operation = operation
    }
  }

  /// The place of the next value; nil when there is none, or no need for it.
  private func nextPlace() -> Int? {
    state.withLock { state in
      guard state.next < count, state.failure == nil, !state.isDivided else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// Of several failures the one that would have come first.
  private func fail(at place: Int, _ error: any Error) {
    state.withLock { state in
      guard place < state.failure?.place ?? .max else { return }
      state.failure = (place, error)
    }
  }
}
