import Catalogue
import Store
import Values

/// New tasks: open, for the actor unless told otherwise, and about the customer behind the contact or
/// opportunity.
final class TaskCreation: CreationRules {
  private let context: CreationContext
  private let customer: CustomerAdoption
  private let inactiveUsers: InactiveUsers
  private let assignee: Int
  private let state: Int
  private let doneAt: Int
  private let doneBy: Int

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.task)
    customer = try CustomerAdoption(draft, in: context.db)
    inactiveUsers = try InactiveUsers(context)
    assignee = try draft.number(of: "assignee")
    state = try draft.number(of: "state")
    doneAt = try draft.number(of: "done_at")
    doneBy = try draft.number(of: "done_by")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    draft.fill(assignee, with: .integer(context.actor.id))
    try inactiveUsers.check(draft.integer(assignee))
    try customer.settle(draft)
    try settleState(of: draft)
  }

  /// What was done already was done by its assignee, and now, unless a file of past years knows better.
  private func settleState(of draft: RecordDraft) throws {
    let isDone = draft.string(state) == TaskState.done.rawValue
    if isDone, !draft.hasValue(doneAt) {
      draft.set(doneAt, text: context.now.description)
    }
    if isDone, !draft.hasValue(doneBy) {
      draft.set(doneBy, scalar: draft.scalar(assignee))
    }
    guard isDone || !draft.hasValue(doneAt) && !draft.hasValue(doneBy) else {
      throw UserError(
        .usage, "a task that is not done has neither done_at nor done_by", code: "E_STATE",
        hints: ["'state' says that it is done"])
    }
  }

  /// Who left gets nothing to do.
  @Sendable
  static func changed(_ change: RecordChange) throws {
    guard change.fields.contains("assignee") else { return }
    let login: String? = try change.db.value(
      """
      SELECT u.login FROM task t JOIN "user" u ON u.id = t.assignee
      WHERE t.id IN \(ids: change.ids) AND u.active = 0
      """)
    if let login { throw InactiveUsers.refusal(login) }
  }
}
