import Dispatch
import Synchronization
import Values

/// Values that several threads make from one state of a store, each thread with a worker that is in a transaction
/// of its own.
///
/// Whoever makes a value may share the work on it again: threads that have nothing else to do help with that.
package final class SharedWork<Worker>: Sendable {
  /// Values that are being made.
  private struct Job {
    let count: Int
    let make: @Sendable (Int, Worker) throws -> Void
    /// What no thread has begun with.
    var next = 0
    var finished = 0
  }

  private struct Piece {
    let job: Int
    let place: Int
    let make: @Sendable (Int, Worker) throws -> Void
  }

  private struct State {
    /// What is not finished; the first job is the whole work, and the others are parts of its values.
    var jobs: [Int: Job] = [:]
    var lastJob = 0
    /// The last operation that the threads saw.
    var operation: Int64?
    /// Whether they saw different ones, or one of them failed.
    var isAbandoned = false

    /// Something of the job that no thread has begun with.
    mutating func takePiece(of job: Int) -> Piece? {
      guard !isAbandoned, let found = jobs[job], found.next < found.count else { return nil }
      jobs[job]?.next += 1
      return Piece(job: job, place: found.next, make: found.make)
    }
  }

  private struct Abandoned: Error {}

  private let state = Monitor(State())

  private init() {}

  /// Makes so many values on so many threads; the values in their order.
  ///
  /// On each thread the body begins a transaction and calls `help`. Nil when they saw different states of the store,
  /// or anything failed: then the caller does the work alone, and learns what it was.
  package static func run<Value: Sendable>(
    _ count: Int, threads: Int, make: @escaping @Sendable (Int, Worker) throws -> Value,
    body: @Sendable (SharedWork<Worker>) throws -> Void
  ) -> [Value]? {
    let work = SharedWork()
    let made = MadeValues<Value>()
    _ = work.post(count) { made.add(try make($0, $1), at: $0) }
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      do { try body(work) } catch { work.abandon() }
    }
    return made.all(count)
  }

  /// Makes values on this thread until all of them are made.
  package func help(_ worker: Worker, in db: ReadTransaction) throws {
    let operation: Int64 = try db.value("SELECT ifnull(max(id), 0) FROM operation") ?? 0
    state.change { state in
      if state.operation ?? operation != operation { state.isAbandoned = true }
      state.operation = operation
    }
    while let piece = nextPiece() { try perform(piece, worker) }
  }

  /// Makes so many values on this thread, with the help of others; the values in their order.
  package func share<Value: Sendable>(
    _ count: Int, _ worker: Worker, make: @escaping @Sendable (Int, Worker) throws -> Value
  ) throws -> [Value] {
    let made = MadeValues<Value>()
    let job = post(count) { made.add(try make($0, $1), at: $0) }
    while let piece = state.change({ $0.takePiece(of: job) }) { try perform(piece, worker) }
    state.wait { state in state.isAbandoned || state.jobs[job] == nil ? () : nil }
    guard let values = made.all(count) else { throw Abandoned() }
    return values
  }

  private func post(_ count: Int, _ make: @escaping @Sendable (Int, Worker) throws -> Void) -> Int {
    state.change { state in
      state.lastJob += 1
      if count > 0 { state.jobs[state.lastJob] = Job(count: count, make: make) }
      return state.lastJob
    }
  }

  /// What to make next, of the last job first, because a thread waits for it; nil when there is nothing any more.
  private func nextPiece() -> Piece? {
    state.wait { state -> Piece?? in
      if state.isAbandoned || state.jobs.isEmpty { return .some(nil) }
      for job in state.jobs.keys.sorted(by: >) {
        if let piece = state.takePiece(of: job) { return piece }
      }
      return nil
    }
  }

  private func perform(_ piece: Piece, _ worker: Worker) throws {
    do {
      try piece.make(piece.place, worker)
    } catch {
      abandon()
      throw error
    }
    state.change { state in
      state.jobs[piece.job]?.finished += 1
      if let job = state.jobs[piece.job], job.finished == job.count { state.jobs[piece.job] = nil }
    }
  }

  private func abandon() { state.change { $0.isAbandoned = true } }
}

/// Values by their places, from several threads.
private final class MadeValues<Value: Sendable>: Sendable {
  private let values = Mutex<[Int: Value]>([:])

  func add(_ value: Value, at place: Int) { values.withLock { $0[place] = value } }

  /// As many as there have to be; nil when there are less.
  func all(_ count: Int) -> [Value]? {
    let values = values.withLock { $0 }
    let all = (0..<count).compactMap { values[$0] }
    return all.count == count ? all : nil
  }
}
