import Catalogue
import Conditions
import Store
import Values

/// `run hook NAME`: a program is told after COMMIT, from the outbox.
struct HookAction: AutomationAction {
  let written: RuleAction
  var changesRecords: Bool { false }
  private let hook: String
  private let noun: Noun

  init(_ name: Condition.Value, _ scene: ActionScene) throws {
    hook = try scene.placed(name) { try HookName.check(name.text) }
    noun = scene.noun
    written = .run(hook: name)
  }

  func tell(
    _ records: SQL, by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    try HookOutbox(session, in: db).add(hook, records, of: noun, by: rule)
  }
}
