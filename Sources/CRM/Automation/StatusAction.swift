import Catalogue
import Conditions
import Store
import Values

/// `set status = STATE`: customers go the way that the process allows.
struct StatusAction: AutomationAction {
  let written: RuleAction
  private let state: String

  init(_ name: Condition.Value, _ value: Condition.Value?, _ scene: ActionScene) throws {
    guard let value else {
      throw UserError(.usage, "a customer needs a value for status", code: "E_REQUIRED")
        .placed(in: scene.text, at: name.place)
    }
    state = try scene.placed(value) { try FollowStates(in: scene.db).target(value.text).key }
    written = .set(
      field: .init("status", place: name.place), .init(state, place: value.place))
  }

  func change(
    _ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    _ = try StatusMove.carryOut(ids, to: try FollowStates(in: db).target(state), in: db)
  }
}
