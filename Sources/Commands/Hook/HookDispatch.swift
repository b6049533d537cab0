import CRM
import Values

/// Delivers what waits in the outbox: takes one, runs its program outside of any transaction, keeps how
/// it went, and so on.
struct HookDispatch {
  private let session: Session
  private let environment: Environment
  private let queue: HookQueue
  private let limit: Int
  private let start: Int

  /// How long a program may run, in seconds, when nobody says otherwise.
  static let usualLimit = 10
  /// How many deliveries a command sees to itself before it leaves the rest to 'crm hook deliver'.
  private static let mostAtOnce = 20

  init(_ context: CommandContext, limit: Int? = nil) throws {
    session = context.session
    environment = context.environment
    queue = HookQueue(session)
    self.limit = try limit ?? Self.limit(environment)
    start = environment.elapsed()
  }

  private static func limit(_ environment: Environment) throws -> Int {
    guard let text = environment.variable("CRM_HOOK_TIMEOUT") else { return usualLimit }
    guard let seconds = Int(text) else {
      throw UserError(.usage, "CRM_HOOK_TIMEOUT '\(text)' is no number of seconds")
    }
    return try checked(seconds)
  }

  static func checked(_ seconds: Int) throws -> Int {
    guard (1...3600).contains(seconds) else {
      throw UserError(.usage, "hooks may run for 1 to 3600 seconds, not \(seconds)")
    }
    return seconds
  }

  /// The time now: delivering takes longer than other commands.
  private var now: Instant {
    session.now.adding(seconds: Int64((environment.elapsed() - start) / 1000))
  }

  /// Delivers what the command itself left in the outbox, as far as that is quick.
  func deliverOwn(of operation: Int64) throws {
    for _ in 0..<Self.mostAtOnce {
      guard environment.elapsed() - start < limit * 1000,
        try deliverNext(of: operation) != nil
      else { break }
    }
    let waiting = try queue.waiting(of: operation)
    if waiting > 0 {
      let deliveries = waiting == 1 ? "1 delivery waits" : "\(waiting) deliveries wait"
      session.note("\(deliveries) for 'crm hook deliver'")
    }
  }

  /// Delivers one that is due; nil when there is none.
  func deliverNext(of operation: Int64? = nil) throws -> Bool? {
    // Whoever takes it later finds this one at an end.
    let lease = Int64(limit + 60)
    guard let delivery = try queue.take(of: operation, at: now, for: lease) else { return nil }
    let ending = HookProgram(
      delivery.hook, storeDirectory: session.invocation.storeDirectory, limit: limit,
      environment: environment
    ).run(delivery)
    let next = try queue.settle(delivery, ending, at: now)
    guard case .failed(let reason) = ending else { return true }
    let then =
      try next.map { "the next attempt is due at \(try session.displayZone().localText($0))" }
      ?? "it is given up after \(delivery.attempt) attempts; 'crm hook retry' begins anew"
    session.note("warning: hook '\(delivery.hook)' failed: \(reason); \(then)")
    return false
  }
}
