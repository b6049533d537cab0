import Catalogue
import Store
import Values

/// New tickets: open unless a file of past years says how far they came, and reported by somebody who
/// is at the customer.
final class TicketCreation: CreationRules {
  private let context: CreationContext
  private let inactiveUsers: InactiveUsers
  private let customer: Int
  private let contact: Int
  private let contract: Int
  private let assignee: Int
  private let state: Int
  private let resolvedAt: Int
  private let closedAt: Int

  init(_ context: CreationContext) throws {
    self.context = context
    let draft = RecordDraft(.ticket)
    inactiveUsers = try InactiveUsers(context)
    customer = try draft.number(of: "customer")
    contact = try draft.number(of: "contact")
    contract = try draft.number(of: "contract")
    assignee = try draft.number(of: "assignee")
    state = try draft.number(of: "state")
    resolvedAt = try draft.number(of: "resolved_at")
    closedAt = try draft.number(of: "closed_at")
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    try inactiveUsers.check(draft.integer(assignee))
    for (column, table) in [(contact, "contact"), (contract, "contract")] {
      guard let part = draft.integer(column), let customer = draft.integer(customer),
        let found: Int64 = try context.db.value(
          "SELECT customer FROM \(identifier: table) WHERE id = \(part)"), found != customer
      else { continue }
      throw Self.foreign("\(table)/\(part)", of: found, customer: customer)
    }
    try settleState(of: draft)
  }

  /// What was resolved or closed already was so now, unless a file knows when.
  private func settleState(of draft: RecordDraft) throws {
    let state = draft.string(state).flatMap(TicketState.init) ?? .open
    if !state.isPending, !draft.hasValue(resolvedAt) {
      draft.set(resolvedAt, text: draft.string(closedAt) ?? context.now.description)
    }
    if state == .closed, !draft.hasValue(closedAt) {
      draft.set(closedAt, text: max(draft.string(resolvedAt) ?? "", context.now.description))
    }
    guard draft.hasValue(resolvedAt) == !state.isPending,
      draft.hasValue(closedAt) == (state == .closed)
    else {
      throw UserError(
        .usage, "a ticket that is \(state.rawValue) was not \(wrong(state, draft)) yet",
        code: "E_STATE", hints: ["'state' says how far it is"])
    }
    if let resolved = draft.string(resolvedAt), let closed = draft.string(closedAt),
      closed < resolved
    {
      throw UserError(
        .usage, "the ticket was closed at \(closed), before it was resolved at \(resolved)",
        code: "E_STATE")
    }
  }

  private func wrong(_ state: TicketState, _ draft: RecordDraft) -> String {
    state.isPending && draft.hasValue(resolvedAt) ? "resolved" : "closed"
  }

  /// The first state is an event, too, so that the way of a ticket has a beginning.
  func finish(_ ids: Range<Int64>) throws {
    try context.db.insert(
      TicketEvents.table, columns: ["ticket", "to_state", "at", "by"],
      select: """
        SELECT id, state,
          coalesce(closed_at, resolved_at, created_at), \(context.actor.id)
        FROM ticket WHERE id >= \(ids.lowerBound) AND id < \(ids.upperBound) ORDER BY id
        """)
  }

  private static func foreign(_ part: String, of owner: Int64, customer: Int64) -> UserError {
    UserError(
      .usage, "\(part) belongs to customer/\(owner), not to customer/\(customer)",
      code: "E_CUSTOMER")
  }

  /// Who left gets nothing to do, and whoever reports it is at the customer.
  @Sendable
  static func changed(_ change: RecordChange) throws {
    let db = change.db
    if change.fields.contains("assignee"),
      let login: String = try db.value(
        """
        SELECT u.login FROM ticket t JOIN "user" u ON u.id = t.assignee
        WHERE t.id IN \(ids: change.ids) AND u.active = 0
        """)
    {
      throw InactiveUsers.refusal(login)
    }
    for table in ["contact", "contract"] where change.fields.contains(table) {
      if let (part, owner, customer) = try db.row(
        """
        SELECT p.id, p.customer, t.customer
        FROM ticket t JOIN \(identifier: table) p ON p.id = t.\(identifier: table)
        WHERE t.id IN \(ids: change.ids) AND p.customer <> t.customer
        """, as: Int64.self, Int64.self, Int64.self)
      {
        throw foreign("\(table)/\(part)", of: owner, customer: customer)
      }
    }
  }
}
