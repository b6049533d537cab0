import Catalogue
import Store
import Values

/// New rules: checked, and behind the others of their kind.
final class RuleCreation: CreationRules {
  private let context: CreationContext
  private let kind: Int
  private let position: Int
  private let columns: [(field: String, number: Int)]
  private let positions: NextPosition

  init(_ context: CreationContext) throws {
    self.context = context
    positions = NextPosition(in: Noun.rule.table, context.db)
    let draft = RecordDraft(.rule)
    kind = try draft.number(of: "kind")
    position = try draft.number(of: "position")
    columns = try RuleContent.fields.map { ($0, try draft.number(of: $0)) }
  }

  func prepare(_ draft: RecordDraft, id: Int64) throws {
    guard let kind = draft.string(kind) else { return }
    var values: [String: Scalar] = [:]
    for (field, number) in columns { values[field] = draft.scalar(number) }
    var content = try RuleContent(
      kind: kind, values: values, session: context.session, reader: context.reader)
    try content.check()
    for (field, number) in columns { draft.set(number, scalar: content.values[field] ?? .null) }
    if !draft.hasValue(position) {
      let noun = content.noun.name
      draft.set(
        position,
        integer: try positions.next(
          in: "\(kind) \(noun)", where: "kind = \(kind) AND noun = \(noun)"))
    }
  }
}
