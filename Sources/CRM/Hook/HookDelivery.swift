import Values

/// What a hook is to be told once, and how that goes.
package struct HookDelivery: Sendable {
  package let id: Int64
  package let hook: String
  /// The number of this attempt, from 1.
  package let attempt: Int
  /// Of hooks that led to it.
  package let depth: Int
  /// One JSON object a line, for each record.
  package let payload: String

  /// The same for every attempt, so that a program can tell that it knows this one already.
  package var key: String { "hook_delivery/\(id)" }

  /// After how many attempts it is given up; 'crm hook retry' begins anew.
  static let mostAttempts = 16

  /// When to try again after a failed attempt, in seconds: one minute, four, sixteen … six hours.
  static func pause(afterAttempt attempt: Int) -> Int64 {
    let longest: Int64 = 6 * 3600
    return attempt > 5 ? longest : min(longest, 60 << (2 * Int64(max(1, attempt) - 1)))
  }
}
