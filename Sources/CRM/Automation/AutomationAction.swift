import Catalogue
import Conditions
import Store
import Values

/// One thing that a rule of automation does; everything that it names has been found.
protocol AutomationAction {
  /// Its canonical form.
  var written: RuleAction { get }
  /// Whether it changes the records, which may set off rules again.
  var changesRecords: Bool { get }
  /// Changes the records, in the round in which the rule fires.
  func change(_ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction) throws
  /// Tells others, once, when all has settled; the query yields the ids of the records.
  func tell(_ records: SQL, by rule: ActiveRule, session: Session, in db: WriteTransaction) throws
}

extension AutomationAction {
  var changesRecords: Bool { true }

  func change(
    _ ids: [Int64], by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {}

  func tell(
    _ records: SQL, by rule: ActiveRule, session: Session, in db: WriteTransaction
  ) throws {}
}

/// The actions of a rule, from their text.
enum AutomationActions {
  /// Finds what the text names; errors show the place.
  static func read(
    _ text: String, of noun: Noun, session: Session, reader: FieldReader
  ) throws -> [any AutomationAction] {
    let scene = ActionScene(noun: noun, text: text, session: session, reader: reader)
    return try RuleActionParser.parse(text).map { try action($0, scene) }
  }

  static func text(of actions: [any AutomationAction]) -> String {
    RuleActionPrinter.text(of: actions.map(\.written))
  }

  /// The hooks that the text calls, without looking anything else up.
  static func hooks(in text: String) throws -> [String] {
    try RuleActionParser.parse(text).compactMap { action in
      if case .run(let hook) = action { hook.text } else { nil }
    }
  }

  /// The users that the text names, without looking anything else up.
  static func users(in text: String) throws -> [String] {
    try RuleActionParser.parse(text).flatMap { action -> [RuleAction.Recipient] in
      switch action {
      case .notify(let recipients, _): recipients
      case .assign(let recipient): [recipient]
      case .create(_, _, let recipient): [recipient].compactMap { $0 }
      case .set, .tag, .untag, .assignBy, .move, .run: []
      }
    }.filter { $0.kind == .user }.map(\.name.text)
  }

  private static func action(
    _ action: RuleAction, _ scene: ActionScene
  ) throws -> any AutomationAction {
    switch action {
    case .set(let field, let value):
      let found = try scene.field(field)
      return found.name == "status" && scene.noun.name == Noun.customer.name
        ? try StatusAction(field, value, scene) : try SetAction(found, field, value, scene)
    case .tag(let tags): return try TagAction(tags, isRemoval: false, scene)
    case .untag(let tags): return try TagAction(tags, isRemoval: true, scene)
    case .notify(let recipients, let words): return try NotifyAction(recipients, words, scene)
    case .assign(let recipient): return try AssignAction(recipient, scene)
    case .assignBy(let rule): return try AssignByRuleAction(rule, scene)
    case .move(let pool): return try MoveAction(pool, scene)
    case .create(let title, let due, let assignee):
      return try CreateTaskAction(title, due: due, for: assignee, scene)
    case .run(let hook): return try HookAction(hook, scene)
    }
  }
}

/// What actions are read in: the noun of their rule, and the text for messages.
struct ActionScene {
  let noun: Noun
  let text: String
  let session: Session
  let reader: FieldReader

  var db: ReadTransaction { reader.db }

  /// Shows the place of the name with whatever is wrong with it.
  func placed<T>(_ name: Condition.Value, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as UserError where !error.isFailure {
      throw error.placed(in: text, at: name.place)
    }
  }

  /// The field that the text names, by its name or a label.
  func field(_ name: Condition.Value) throws -> Field {
    try placed(name) {
      guard let field = noun.fieldOrFact(called: name.text) else {
        let names = noun.fields.filter(\.isEditable).map(\.name)
        throw UserError(
          .usage, "\(noun.name) has no field '\(name.text)'", code: "E_ACTION",
          hints: [
            NearestNames.hint(for: name.text, among: names)
              ?? "'crm \(noun.command) list --fields help' lists the fields"
          ])
      }
      return field
    }
  }

  /// What pools hold; other nouns have no such action.
  func holding(for verb: RuleAction.Verb) throws -> PoolHolding {
    guard let holding = PoolHolding(of: noun) else {
      let possible = PoolHolding.allCases.map(\.rawValue).joined(separator: " and ")
      throw UserError(
        .usage, "'\(verb.pattern)' is for \(possible), not for \(noun.plural)", code: "E_ACTION")
    }
    return holding
  }
}
