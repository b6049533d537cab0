import Catalogue
import Store
import Values

/// A rule of automation that acts: what it waits for, and what it does then.
final class AutomationRule {
  let active: ActiveRule
  let events: [AutomationEvent]
  let limit: FiringLimit
  private let session: Session
  private let reader: FieldReader
  /// What it does, read when it has something to do: most rules have nothing to do most of the time.
  private(set) lazy var actions = Result {
    try AutomationActions.read(
      active.value("do"), of: active.noun, session: session, reader: reader)
  }
  /// What it acts for once under the limit `value`: the values that its condition compares, and the
  /// stage or status that was entered.
  private let occasion: SQL

  init(_ active: ActiveRule, session: Session, reader: FieldReader) throws {
    self.active = active
    events = try AutomationEvent.list(active.value("on"), of: active.noun)
    limit = FiringLimit(rawValue: active.value("once")) ?? .standard(for: events)
    self.session = session
    self.reader = reader
    var values = active.comparedValues
    values += events.filter { $0 == .stage || $0 == .status }
      .map { "r.\(identifier: $0.rawValue)" }
    occasion = "json_array(\(values.joined(separator: ", ")))"
  }

  /// Whether the rule has not acted on the record `r` for what the mark says.
  func hasNotActed(for mark: SQL) -> SQL {
    """
    NOT EXISTS (SELECT 1 FROM rule_firing f
      WHERE f.rule = \(active.rule.id) AND f.record = r.id AND f.mark = \(mark))
    """
  }

  /// What is kept of a firing, so that there is no second one; nil when nothing is.
  func mark(onScheduleOf day: Day?) -> SQL? {
    switch limit {
    case .record: "''"
    case .value: occasion
    case .always: day.map { "\($0.description)" }
    }
  }
}

extension RuleKind {
  /// Something happens, and something is done.
  static let automation = RuleKind(
    name: "automation", label: Label("Automation", "自动化"),
    summary: "acts when something happens", fields: ["on", "do", "once"],
    required: ["on", "do"], isAboutChanges: true,
    check: { rule in
      let events = try AutomationEvent.list(rule.text("on"), of: rule.noun)
      rule.values["on"] = .text(events.map(\.rawValue).joined(separator: ", "))
      let once = FiringLimit(rawValue: rule.text("once")) ?? .standard(for: events)
      rule.values["once"] = .text(once.rawValue)
      let actions = try AutomationActions.read(
        rule.text("do"), of: rule.noun, session: rule.session, reader: rule.reader)
      rule.values["do"] = .text(AutomationActions.text(of: actions))
      try refuseImpossible(actions, on: events)
      try refuseEarlier(rule, on: events)
    })

  /// Without a change there is nothing that was before.
  private static func refuseEarlier(
    _ rule: RuleContent, on events: [AutomationEvent]
  ) throws {
    guard !events.contains(where: \.isChange), !rule.text("when").isEmpty else { return }
    _ = try ConditionCompiler(
      rule.text("when"), for: rule.noun, today: try rule.session.today(), earlier: .unknown,
      session: rule.session, reader: rule.reader)
  }

  /// A record that is gone is not changed any more.
  private static func refuseImpossible(
    _ actions: [any AutomationAction], on events: [AutomationEvent]
  ) throws {
    guard events.contains(.deleted), let action = actions.first(where: \.changesRecords) else {
      return
    }
    throw UserError(
      .usage, "'\(action.written.verb.rawValue)' cannot change a record that was deleted",
      code: "E_ACTION", hints: ["on 'deleted', rules notify and run hooks"])
  }
}
