import Catalogue
import Store
import Values

/// What rules of automation wait for.
package enum AutomationEvent: String, CaseIterable, Sendable {
  case created, updated, deleted, stage, status, claimed, recycled, imported, schedule

  package var label: Label {
    switch self {
    case .created: Label("Created", "新建")
    case .updated: Label("Updated", "更新")
    case .deleted: Label("Deleted", "删除")
    case .stage: Label("Stage entered", "进入阶段")
    case .status: Label("Status entered", "进入状态")
    case .claimed: Label("Claimed", "领取")
    case .recycled: Label("Recycled", "回收")
    case .imported: Label("Imported", "导入")
    case .schedule: Label("Schedule", "定时")
    }
  }

  /// What it is, as one phrase for help.
  package var summary: String {
    switch self {
    case .created: "a record is made, by whatever but a file"
    case .updated: "something about a record changes"
    case .deleted: "a record is deleted"
    case .stage: "an opportunity enters a stage, its first one too"
    case .status: "a customer or contract enters a status, its first one too"
    case .claimed: "a customer or lead is claimed from a pool"
    case .recycled: "a customer or lead is recycled"
    case .imported: "a record is made from a file"
    case .schedule: "'crm rule run automation' looks at all records"
    }
  }

  /// The nouns that it happens to; nil: any.
  var nouns: [Noun]? {
    switch self {
    case .stage: [.opportunity]
    case .status: [.customer, .contract]
    case .claimed, .recycled: PoolHolding.allCases.map(\.noun)
    default: nil
    }
  }

  /// Whether fields of the record have had other values before.
  var isChange: Bool {
    switch self {
    case .updated, .stage, .status, .claimed, .recycled: true
    case .created, .deleted, .imported, .schedule: false
    }
  }

  private static let choices = allCases.map {
    FieldType.Choice($0.rawValue, $0.label.english, $0.label.chinese)
  }

  /// The events of a list: `created, updated`.
  static func list(_ text: String, of noun: Noun) throws -> [AutomationEvent] {
    var events: [AutomationEvent] = []
    for word in LinkedName.split(text) {
      guard let event = choices.called(word).flatMap({ AutomationEvent(rawValue: $0.key) }) else {
        let names = allCases.map(\.rawValue)
        throw UserError(
          .usage, "there is no event '\(word)'", code: "E_EVENT",
          hints: [
            NearestNames.hint(for: word, among: names) ?? "events: \(names.joined(separator: ", "))"
          ])
      }
      if let nouns = event.nouns, !nouns.contains(where: { $0.name == noun.name }) {
        let possible = nouns.map(\.plural).joined(separator: " and ")
        throw UserError(
          .usage, "'\(event.rawValue)' happens to \(possible), not to \(noun.plural)",
          code: "E_EVENT")
      }
      if !events.contains(event) { events.append(event) }
    }
    guard !events.isEmpty else {
      throw UserError(
        .usage, "the rule waits for nothing", code: "E_EVENT",
        hints: ["events: \(allCases.map(\.rawValue).joined(separator: ", "))"])
    }
    return allCases.filter(events.contains)
  }

  /// The records to which it happened in a stretch of an operation, as a condition on `r`; nil when
  /// there are none.
  func records(of noun: Noun, in happening: Happening) -> SQL? {
    let (span, whole) = (happening.span, happening.whole)
    switch self {
    case .created: return happening.isImport ? nil : span.created(noun.table, id: "r.id")
    case .imported: return happening.isImport ? span.created(noun.table, id: "r.id") : nil
    case .updated:
      let links = noun.fields.compactMap { field -> SQL? in
        guard case .references(_, let link) = field.type else { return nil }
        return span.owners(of: link.table, by: link.owner)
      }
      let changed = [span.changed(noun.table)].compactMap { $0 } + links
      guard !changed.isEmpty else { return nil }
      return """
        (r.id IN (\(changed.joined(separator: " UNION ")))
          AND NOT \(whole.created(noun.table, id: "r.id") ?? "0"))
        """
    case .deleted: return span.changed("deleted_at", of: noun.table).map { "r.id IN (\($0))" }
    case .stage, .status:
      let entered = [
        happening.isImport ? nil : span.created(noun.table, id: "r.id"),
        span.changed(rawValue, of: noun.table).map { "r.id IN (\($0))" as SQL },
      ].compactMap { $0 }
      return entered.isEmpty ? nil : "(\(entered.joined(separator: " OR ")))"
    case .claimed: return moved(.claim, noun, in: span)
    case .recycled: return moved(.recycle, noun, in: span)
    case .schedule: return nil
    }
  }

  private func moved(_ kind: Handover.Kind, _ noun: Noun, in span: OperationSpan) -> SQL? {
    guard let holding = PoolHolding(of: noun) else { return nil }
    return span.created(holding.events, id: "e.id").map {
      """
      r.id IN (SELECT e.\(identifier: holding.column) FROM \(identifier: holding.events) e
        WHERE \($0) AND e.kind = \(kind.rawValue))
      """
    }
  }

  /// What happened while rules act.
  struct Happening {
    /// Since rules acted last.
    let span: OperationSpan
    /// Since the operation began.
    let whole: OperationSpan
    /// Whether the operation brings a file in.
    let isImport: Bool
  }
}
