import Catalogue
import Conditions
import Store
import Values

/// `assign user:LOGIN`, `assign @FIELD`: customers or leads get an owner, within the caps of their pools.
struct AssignAction: AutomationAction {
  let written: RuleAction
  private let recipient: Recipients
  private let holding: PoolHolding

  init(_ recipient: RuleAction.Recipient, _ scene: ActionScene) throws {
    holding = try scene.holding(for: .assign)
    let noun = scene.noun.name
    self.recipient = try Recipients(recipient, scene)
    try scene.placed(recipient.name) {
      guard recipient.kind == .user || recipient.kind == .field else {
        throw UserError(
          .usage, "a \(noun) is assigned to one user", code: "E_ACTION",
          hints: ["assign user:LOGIN, a field: assign @created_by, or a rule: assign by RULE"])
      }
    }
    written = .assign(self.recipient.written)
  }

  func change(
    _ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {
    let pairs = try db.rows(
      """
      SELECT p.record, p."user" FROM (\(recipient.pairs("SELECT value FROM \(ids: ids)"))) p
      JOIN "user" u ON u.id = p."user" WHERE u.active = 1 AND u.deleted_at IS NULL ORDER BY 1
      """, as: Int64.self, Int64.self)
    for (user, customers) in Dictionary(grouping: pairs, by: \.1).sorted(by: { $0.key < $1.key }) {
      _ = try Assignment(session).carryOut(customers.map(\.0), holding, to: user, in: db)
    }
  }
}
