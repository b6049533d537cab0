import Catalogue
import Store
import Tabular
import Values

/// `behavior_terms` says what behaviors were worth when the follow-up was recorded, where that is not
/// what they are worth now; so a score survives the way into another store.
extension ActivityCreation: FileColumnRules {
  private static let form = FileRecords(
    "behavior_terms", of: Noun.activity.name, keys: ["behavior"] + BehaviorTerms.columns)

  package static var fileColumnNames: [String] { [form.field] }

  package static func fileField(_ name: String) -> Field? {
    guard name == form.field else { return nil }
    return Field(
      name, .longText, "Behavior terms", "行为分值", setter: .history,
      "What behaviors were worth then, a JSON array of objects with behavior, points, max_per_day, "
        + "half_life")
  }

  package func apply(_ value: Scalar, of fileField: Field, to draft: RecordDraft) throws {
    guard case .text(let text) = value else { return }
    let behaviors = try context.reader.resolver(for: Noun.behavior.name)
    terms = try Self.form.read(text, in: context.db).map { record in
      guard let name = record["behavior"] else { throw Self.form.fault("lacks a behavior") }
      let behavior = try behaviors.id(for: name, field: "behavior")
      guard draft.links["behavior"]?.contains(behavior) == true else {
        throw Self.form.fault("names '\(name)', which is no behavior of the follow-up")
      }
      let values = try BehaviorTerms.columns.map { try number(record[$0], of: $0) }
      guard values[0] != .null else { throw Self.form.fault("lacks points") }
      return (behavior, values)
    }
  }

  private func number(_ text: String?, of name: String) throws -> Scalar {
    guard let text, let field = Noun.behavior.field(name) else { return .null }
    return try context.reader.scalar(text, as: field)
  }

  package func beginRow() { terms.removeAll() }

  package static func exportedColumns(
    of currency: Currency, in language: Language
  ) -> [RecordColumn] {
    let values = BehaviorTerms.columns.map { ", \($0), e.\(identifier: $0)" as SQL }
      .joined(separator: "")
    let differs = BehaviorTerms.columns.map {
      "e.\(identifier: $0) IS NOT b.\(identifier: $0)" as SQL
    }.joined(separator: " OR ")
    return [
      RecordColumn(
        column: Column(
          form.field, label: fileField(form.field)?.label[language] ?? form.field,
          kind: .records),
        expression: """
          (SELECT json_group_array(json_object('behavior', b.name\(values)))
            FROM (SELECT * FROM behavior_event WHERE activity = r.id ORDER BY id) e
            JOIN behavior b ON b.id = e.behavior WHERE \(differs) HAVING count(*) > 0)
          """)
    ]
  }
}
