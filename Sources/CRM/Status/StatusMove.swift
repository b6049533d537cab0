import Catalogue
import Store
import Values

/// Moves customers through the follow status: forward to any later state, and one step back where
/// the store allows it; all of them or none.
package struct StatusMove {
  package struct Result: Sendable {
    package var customers: [Int64]
    /// How many were named, those included that already are in the state.
    package var asked: Int
    package var state: FollowState
  }

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  package func move(_ selection: RecordSelection, to text: String) throws -> Written<Result> {
    try session.write { db in
      let target = try FollowStates(in: db).target(text)
      let ids = try selection.ids(of: .customer, session: session, in: db)
      let moved = try Self.carryOut(ids, to: target, in: db)
      return Result(customers: moved, asked: ids.count, state: target)
    }
  }

  /// Moves the customers that are elsewhere, and returns them.
  static func carryOut(
    _ ids: [Int64], to target: FollowState, in db: WriteTransaction
  ) throws -> [Int64] {
    let states = try FollowStates(in: db)
    try StatusRefusals(ids, in: db, verb: "move") { from in
      try check(from, to: target, in: states)
    }.throwAny()
    let moved: [Int64] = try db.values(
      """
      SELECT id FROM customer WHERE id IN \(ids: ids) AND status IS NOT \(target.key) ORDER BY id
      """)
    try StatusEvents.write(moved, to: "\(target.key)", in: db)
    return moved
  }

  /// Throws what forbids the way from a state; nil is none, from which all ways are open.
  private static func check(
    _ from: FollowState?, to target: FollowState, in states: FollowStates
  ) throws {
    guard let from, from.key != target.key else { return }
    guard !from.kind.isFinal else {
      throw UserError(
        .no, "is closed as '\(from.key)'", code: "E_CLOSED_STATUS",
        hints: ["an admin or manager opens it: crm customer reopen CUSTOMER --reason TEXT"])
    }
    guard !target.isAfter(from) else { return }
    guard states.isReversible else {
      throw UserError(
        .no, "is in '\(from.key)', behind '\(target.key)', and does not go back",
        code: "E_BACK", hints: ["'crm customer states --reversible yes' allows one step back"])
    }
    let previous = states.previous(before: from)
    guard previous?.key == target.key else {
      throw UserError(
        .no, "is in '\(from.key)' and goes back one step only", code: "E_BACK",
        hints: previous.map { ["the state before is '\($0.key)'"] } ?? [])
    }
  }
}
