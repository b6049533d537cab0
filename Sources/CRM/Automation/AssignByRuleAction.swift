import Catalogue
import Conditions
import Store
import Values

/// `assign by RULE`: customers that lie in pools go to members of an assignment rule, when they meet
/// its condition.
struct AssignByRuleAction: AutomationAction {
  let written: RuleAction
  private let rule: Int64

  init(_ name: Condition.Value, _ scene: ActionScene) throws {
    try scene.require(.customer, for: .assign)
    rule = try scene.placed(name) {
      try scene.reader.resolver(for: Noun.assignRule.name).id(for: name.text)
    }
    written = .assignBy(rule: name)
  }

  func change(
    _ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    try AssignmentRun(session).assign(ids, by: self.rule, in: db)
  }
}
