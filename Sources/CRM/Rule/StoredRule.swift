import Store
import Values

/// A rule as it is kept, with the values that its kind gives a meaning.
struct StoredRule {
  let id: Int64
  let name: String
  let kind: String
  let values: [String: Scalar]

  /// The text of a field; an empty one when it has none.
  func text(_ field: String) -> String {
    if case .text(let text) = values[field] { text } else { "" }
  }

  /// The live rules that the condition selects, in their order.
  static func all(where condition: SQL, in db: ReadTransaction) throws -> [StoredRule] {
    let fields = RuleContent.fields
    var rules: [StoredRule] = []
    try db.stream(
      """
      SELECT id, name, kind, \(identifiers: fields) FROM rule
      WHERE deleted_at IS NULL AND (\(condition)) ORDER BY position, id
      """
    ) { row in
      var values: [String: Scalar] = [:]
      for (index, field) in fields.enumerated() { values[field] = row.scalar(index + 3) }
      rules.append(
        StoredRule(
          id: try row.value(0), name: try row.value(1), kind: try row.value(2), values: values))
      return true
    }
    return rules
  }
}
