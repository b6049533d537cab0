import Values

/// What a rule of automation does, as it was written: names and values are texts that nobody has
/// looked up.
package enum RuleAction: Hashable, Sendable {
  /// Gives a field a value; nil takes away what it has.
  case set(field: Condition.Value, Condition.Value?)
  case tag([Condition.Value])
  case untag([Condition.Value])
  case notify([Recipient], text: Condition.Value?)
  case assign(Recipient)
  /// Gives it to whom an assignment rule says.
  case assignBy(rule: Condition.Value)
  case move(pool: Condition.Value)
  case create(task: Condition.Value, due: Condition.Value?, assignee: Recipient?)
  case run(hook: Condition.Value)

  /// Who is meant: `@owner`, `role:warehouse`, `user:li.wei`, `team:'East Sales'`.
  package struct Recipient: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
      /// The user in a field of the record: `@owner`, `@customer.owner`.
      case field = "@"
      case user = "user:"
      case role = "role:"
      case team = "team:"
    }

    package var kind: Kind
    package var name: Condition.Value

    package init(kind: Kind, name: Condition.Value) {
      self.kind = kind
      self.name = name
    }
  }

  /// The words that actions begin with, in the order in which help lists them.
  package enum Verb: String, Sendable, CaseIterable {
    case set, clear, tag, untag, notify, assign, move, create, run

    /// How the action is written.
    package var pattern: String {
      switch self {
      case .set: "set FIELD = VALUE"
      case .clear: "clear FIELD"
      case .tag: "tag TAG, TAG"
      case .untag: "untag TAG, TAG"
      case .notify: "notify @FIELD, user:LOGIN, role:ROLE, team:TEAM 'TEXT'"
      case .assign: "assign user:LOGIN, assign by RULE"
      case .move: "move to pool POOL"
      case .create: "create task 'TITLE' due DAY for user:LOGIN"
      case .run: "run hook NAME"
      }
    }
  }

  package var verb: Verb {
    switch self {
    case .set(_, let value): value == nil ? .clear : .set
    case .tag: .tag
    case .untag: .untag
    case .notify: .notify
    case .assign, .assignBy: .assign
    case .move: .move
    case .create: .create
    case .run: .run
    }
  }
}
