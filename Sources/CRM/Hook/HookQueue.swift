import Catalogue
import Store
import Values

/// The outbox from the side of delivery: takes what is due and keeps how it went.
///
/// A delivery is taken for a while: whoever takes it and dies leaves it to the next, so that it is
/// delivered at least once, and two processes do not deliver it at the same time.
package struct HookQueue {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// How an attempt ended.
  package enum Ending: Sendable {
    case delivered
    case failed(String)
  }

  /// Takes the delivery that has been due for longest, for so many seconds; of one operation the first
  /// that nobody has tried.
  package func take(
    of operation: Int64? = nil, at now: Instant, for seconds: Int64
  ) throws -> HookDelivery? {
    try session.write(appliesRules: false) { db in
      let fresh: SQL = operation.map { "operation = \($0) AND attempts = 0" } ?? "1"
      guard
        let (id, hook, attempts, depth, payload) = try db.row(
          """
          SELECT id, hook, attempts, depth, payload FROM hook_delivery
          WHERE due_at <= \(now) AND undone_by IS NULL AND \(fresh) ORDER BY due_at, id LIMIT 1
          """, as: Int64.self, String.self, Int.self, Int.self, String.self)
      else { return nil }
      try db.amend(
        HookOutbox.table, where: "id = \(id)",
        set: [("attempts", "attempts + 1"), ("due_at", "\(now.adding(seconds: seconds))")])
      return HookDelivery(
        id: id, hook: hook, attempt: attempts + 1, depth: depth, payload: payload)
    }.value
  }

  /// Keeps how the attempt ended; returns when the next one is due, nil when there is none.
  @discardableResult
  package func settle(
    _ delivery: HookDelivery, _ ending: Ending, at now: Instant
  ) throws -> Instant? {
    var next: Instant?
    var error: String?
    if case .failed(let reason) = ending {
      error = reason
      if delivery.attempt < HookDelivery.mostAttempts {
        next = now.adding(seconds: HookDelivery.pause(afterAttempt: delivery.attempt))
      }
    }
    let delivered = error == nil ? now : nil
    _ = try session.write(appliesRules: false) { db in
      try db.amend(
        HookOutbox.table, where: "id = \(delivery.id)",
        set: [
          ("due_at", "\(next?.description)"), ("last_error", "\(error)"),
          ("delivered_at", "\(delivered?.description)"),
        ])
    }
    return next
  }

  /// How many deliveries wait, of one operation or of all.
  package func waiting(of operation: Int64? = nil) throws -> Int {
    let chosen: SQL = operation.map { "operation = \($0)" } ?? "1"
    return try session.read { db in
      try db.value(
        """
        SELECT count(*) FROM hook_delivery
        WHERE due_at IS NOT NULL AND undone_by IS NULL AND \(chosen)
        """) ?? 0
    }
  }

  /// Makes deliveries due now whose attempts failed, with all attempts before them: these, or all that
  /// were given up or wait for another attempt.
  package func retry(_ references: [String]?) throws -> Written<Int> {
    try session.write(appliesRules: false) { db in
      let failed: SQL = "delivered_at IS NULL AND undone_by IS NULL AND last_error IS NOT NULL"
      var chosen = failed
      if let references {
        let ids = try references.map { try id(of: $0, in: db) }
        let other: Int64? = try db.value(
          "SELECT id FROM hook_delivery WHERE id IN \(ids: ids) AND NOT (\(failed)) ORDER BY id")
        if let other {
          throw UserError(
            .no, "delivery \(other) has not failed", hints: ["'crm hook deliveries' lists them all"]
          )
        }
        chosen = "id IN \(ids: ids)"
      }
      return try db.amend(
        HookOutbox.table, where: chosen, set: [("attempts", "0"), ("due_at", "\(session.now)")])
    }
  }

  private func id(of reference: String, in db: ReadTransaction) throws -> Int64 {
    let prefix = HookOutbox.table + "/"
    let text = reference.hasPrefix(prefix) ? String(reference.dropFirst(prefix.count)) : reference
    let found: Int64? = try Int64(text).flatMap { id in
      try db.value("SELECT id FROM hook_delivery WHERE id = \(id)")
    }
    guard let found else {
      throw UserError(
        .notFound, "no delivery '\(reference)'", code: "E_REFERENCE",
        hints: ["'crm hook deliveries' lists them"])
    }
    return found
  }
}
