import Catalogue
import Store
import Values

/// Takes customers out of a final state again, for a reason: back to where they were before, or to
/// a state that is named.
package struct StatusReopening {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// Opens all of these customers, or none; returns them.
  package func reopen(
    _ selection: RecordSelection, to text: String?, reason: String
  ) throws -> Written<[Int64]> {
    let reason = TrimmedBytes.trimmed(reason)
    guard !reason.isEmpty else {
      throw UserError(
        .usage, "opening a closed customer needs a reason", code: "E_REQUIRED",
        hints: ["give it as --reason TEXT"])
    }
    let actor = try session.actor()
    return try session.write { db in
      guard try actor.isAdmin || actor.hasRole("manager", in: db) else {
        throw UserError(
          .denied, "only an admin or a manager opens closed customers", code: "not_manager")
      }
      let states = try FollowStates(in: db)
      let target = try text.map { try open($0, in: states) }
      let ids = try selection.ids(of: .customer, session: session, in: db)
      try StatusRefusals(ids, in: db, verb: "be opened") { state in
        guard state?.kind.isFinal == true else {
          throw UserError(
            .conflict, "is not closed; it is in '\(state?.key ?? "no state")'",
            code: "E_OPEN_STATUS", hints: ["'crm customer status' moves it on"])
        }
      }.throwAny()
      try StatusEvents.write(
        ids, to: try target.map { "\($0.key)" } ?? Self.former(in: states), reason: reason, in: db)
      return ids.sorted()
    }
  }

  private func open(_ text: String, in states: FollowStates) throws -> FollowState {
    let state = try states.target(text)
    guard !state.kind.isFinal else {
      throw UserError(
        .usage, "'\(state.key)' is a final state", code: "E_STATUS",
        hints: ["--to takes one of: \(Self.openKeys(of: states).joined(separator: ", "))"])
    }
    return state
  }

  private static func openKeys(of states: FollowStates) -> [String] {
    states.states.filter { !$0.kind.isFinal && $0.isActive }.map(\.key)
  }

  /// The state before the customer `c` was closed, as far as it is known and still there, else the
  /// initial one.
  private static func former(in states: FollowStates) throws -> SQL {
    """
    ifnull((SELECT e.from_status FROM status_event e
      WHERE e.customer = c.id AND e.to_status = c.status
        AND e.from_status IN \(list: openKeys(of: states))
      ORDER BY e.id DESC LIMIT 1), \(try states.initial().key))
    """
  }
}
