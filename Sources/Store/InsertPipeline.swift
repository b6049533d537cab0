import Dispatch
import Synchronization

/// The way of rows into their tables: at once, or, during a load of very many, on a thread of their
/// own while the caller reads the next ones.
///
/// SQLite's connection still serves one thread at a time: every other statement of the transaction
/// calls `settle` first, and finds all rows before it inserted. In the background a row that fails
/// ends the load at the next call, not at its own; whoever loads in the background has checked
/// its rows.
final class InsertPipeline {
  private var block = RowBlock()
  private var worker: Worker?
  /// All statements of the transaction: whoever made one may be gone while the worker runs, and a
  /// statement must not be finalized beside it.
  private var statements: [InsertStatement] = []

  /// Keeps the statement until nothing runs in the background any more.
  func keep(_ statement: InsertStatement) { statements.append(statement) }

  /// Inserts the row of the values that the body appends.
  func insert(with statement: InsertStatement, _ fill: (RowBlock) -> Void) throws {
    fill(block)
    block.endRow(of: statement)
    guard let worker else { return try block.run() }
    if block.isFull { block = try worker.exchange(block) }
  }

  /// From here on rows are inserted in the background.
  func begin() {
    if worker == nil { worker = Worker() }
  }

  /// Returns when all rows are inserted.
  ///
  /// What is not handed over yet runs here, so that a caller who settles after every row waits for
  /// nobody.
  func settle() throws {
    guard let worker else { return }
    try worker.wait()
    try block.run()
  }

  /// Inserts what is left; from here on rows are inserted at once.
  func end() throws {
    defer { worker = nil }
    try settle()
  }

  /// Waits until nobody uses the connection any more; the rows that are left are dropped.
  func abandon() {
    try? worker?.wait()
    worker = nil
    block = RowBlock()
    statements = []
  }
}

/// The thread of a pipeline, and a few blocks that go back and forth.
private final class Worker: Sendable {
  private struct State {
    var idle: [RowBlock]
    var failure: (any Error)?
  }

  private static let blocks = 8
  private let queue = DispatchQueue(label: "crm.inserts")
  private let idleCount: DispatchSemaphore
  private let state: Mutex<State>

  init() {
    let blocks = (0..<Self.blocks).map { _ in RowBlock() }
    state = Mutex(State(idle: blocks, failure: nil))
    // It may be destroyed only with at least its first value.
    idleCount = DispatchSemaphore(value: 0)
    for _ in blocks { idleCount.signal() }
  }

  /// Takes a full block to run and gives an empty one; waits while all are in use.
  func exchange(_ full: RowBlock) throws -> RowBlock {
    queue.async {
      let failed = self.state.withLock { $0.failure != nil }
      var failure: (any Error)?
      if !failed {
        do { try full.run() } catch { failure = error }
      }
      self.state.withLock { state in
        if let failure { state.failure = failure }
        state.idle.append(full)
      }
      self.idleCount.signal()
    }
    idleCount.wait()
    let empty = state.withLock { $0.idle.removeLast() }
    try throwFailure()
    return empty
  }

  func wait() throws {
    queue.sync {}
    try throwFailure()
  }

  private func throwFailure() throws {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
