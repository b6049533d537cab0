import Catalogue
import Store
import Values

/// A dedupe rule as SQL: which records `r` of the noun's table are equal to one with given values.
struct EqualRecords {
  let noun: Noun
  let conditions: DedupeConditions
  let db: ReadTransaction
  /// Whether records are looked for through the store's indexes; otherwise a few that are named are
  /// asked one by one.
  var usesIndexes = true

  /// Nil when the rule says nothing about the values: another type, a blank column, a condition that
  /// they do not fulfil, or a number that nobody has.
  ///
  /// `id` is the record that has them, if any.
  func predicate(
    _ rule: DedupeRule, of id: Int64? = nil, value: (String) throws -> Scalar
  ) throws -> SQL? {
    guard var parts = try equality(by: rule, of: id, value: value) else { return nil }
    for exception in rule.exceptions {
      guard let allowed = try equality(by: exception, of: id, value: value) else { continue }
      parts.append("(\(allowed.conjunction())) IS NOT 1")
    }
    return parts.conjunction()
  }

  private func equality(
    by rule: DedupeRule, of id: Int64?, value: (String) throws -> Scalar
  ) throws -> [SQL]? {
    var parts: [SQL] = []
    if let type = rule.type {
      guard try value("type") == .text(type) else { return nil }
      parts.append("r.type = \(type)")
    }
    for column in rule.columns {
      let scalar = try value(column)
      switch scalar {
      case .null, .text(""): return nil
      case .text(let text) where column == DedupeRule.phoneColumn:
        let numbers = text.split(separator: " ").map(String.init)
        if usesIndexes {
          let ids: [Int64] = try db.values(sharingNumber(numbers))
          guard !ids.isEmpty else { return nil }
          parts.append("r.id IN \(ids: ids)")
        } else {
          parts.append(sharesNumberUnindexed(numbers))
        }
      default: parts.append("r.\(identifier: column) = \(scalar)")
      }
    }
    if let condition = rule.condition {
      guard try conditions.holds(condition, of: id, value: value) else { return nil }
      parts.append(try conditions.sql(condition))
    }
    return parts
  }

  /// Records that have one of the numbers; of customers also those that have a contact with one.
  func sharingNumber(_ keys: [String]) -> SQL {
    let own: SQL = """
      SELECT id FROM \(identifier: noun.table) WHERE phone_key IN \(list: keys)
      UNION ALL SELECT record FROM phone_number WHERE key IN \(list: keys) AND noun = \(noun.name)
      """
    guard noun.name == Noun.customer.name else { return own }
    return own + """
       UNION ALL SELECT customer FROM contact
      WHERE phone_key IN \(list: keys) AND deleted_at IS NULL
      UNION ALL SELECT c.customer FROM phone_number p JOIN contact c ON c.id = p.record
      WHERE p.key IN \(list: keys) AND p.noun = 'contact' AND c.deleted_at IS NULL
      """
  }

  /// The same, asked of one given record, without indexes.
  private func sharesNumberUnindexed(_ keys: [String]) -> SQL {
    let conditions = keys.map { key in
      let own: SQL = "instr(' ' || r.phone_key || ' ', ' ' || \(key) || ' ') > 0"
      guard noun.name == Noun.customer.name else { return own }
      return own + """
         OR EXISTS (SELECT 1 FROM contact c WHERE c.customer = r.id AND c.deleted_at IS NULL
          AND instr(' ' || c.phone_key || ' ', ' ' || \(key) || ' ') > 0)
        """
    }
    return "(\(conditions.joined(separator: " OR ")))"
  }
}
