import Catalogue
import Conditions
import Store
import Values

/// `assign by RULE`: customers or leads that lie in pools go to members of an assignment rule, when they meet
/// its condition.
struct AssignByRuleAction: AutomationAction {
  let written: RuleAction
  private let rule: Int64
  private let holding: PoolHolding

  init(_ name: Condition.Value, _ scene: ActionScene) throws {
    holding = try scene.holding(for: .assign)
    let noun = scene.noun.name
    rule = try scene.placed(name) {
      let rule = try scene.reader.resolver(for: Noun.assignRule.name).id(for: name.text)
      let assigned: String =
        try scene.db.value("SELECT noun FROM assign_rule WHERE id = \(rule)") ?? ""
      guard assigned == noun else {
        throw UserError(
          .usage, "the rule '\(name.text)' assigns records of the noun \(assigned)",
          code: "E_ACTION")
      }
      return rule
    }
    written = .assignBy(rule: name)
  }

  func change(
    _ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    try AssignmentRun(session, holding).assign(ids, by: self.rule, in: db)
  }
}
