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

  /// Nil when the rule says nothing about the record: another type, a blank column, a condition that
  /// it does not fulfil, or a number that nobody has.
  func predicate(_ rule: DedupeRule, of record: ComparedRecord) throws -> SQL? {
    guard var parts = try equality(by: rule, of: record) else { return nil }
    for exception in rule.exceptions {
      guard let allowed = try equality(by: exception, of: record) else { continue }
      parts.append("(\(allowed.conjunction())) IS NOT 1")
    }
    return parts.conjunction()
  }

  private func equality(by rule: DedupeRule, of record: ComparedRecord) throws -> [SQL]? {
    var parts: [SQL] = []
    if let type = rule.type {
      guard try record.value("type") == .text(type) else { return nil }
      parts.append("r.type = \(type)")
    }
    for column in rule.plainColumns {
      let scalar = try record.value(column)
      switch scalar {
      case .null, .text(""): return nil
      default: parts.append("r.\(identifier: column) = \(scalar)")
      }
    }
    if rule.comparesNumbers {
      guard let sharing = try sharesNumber(try record.numbers()) else { return nil }
      parts.append(sharing)
    }
    if let condition = rule.condition {
      guard try conditions.holds(condition, of: record.id, value: record.value) else { return nil }
      parts.append(try conditions.sql(condition))
    }
    return parts
  }

  /// That the record `r` has one of the numbers; nil when none does.
  private func sharesNumber(_ keys: [String]) throws -> SQL? {
    guard !keys.isEmpty else { return nil }
    guard usesIndexes else { return sharesNumberUnindexed(keys) }
    let ids: [Int64] = try db.values(sharingNumber(keys))
    guard !ids.isEmpty else { return nil }
    return "r.id IN \(ids: ids)"
  }

  /// Records that have one of the numbers; of customers also those that have a contact with one.
  func sharingNumber(_ keys: [String]) -> SQL {
    // One value, whatever their number: a company may have thousands of contacts.
    let text = keys.joined(separator: " ")
    let list: SQL =
      "(SELECT value FROM json_each('[\"' || replace(\(text), ' ', '\",\"') || '\"]'))"
    let own: SQL = """
      SELECT id FROM \(identifier: noun.table) WHERE phone_key IN \(list)
      UNION SELECT record FROM phone_number WHERE key IN \(list) AND noun = \(noun.name)
      """
    guard noun.name == Noun.customer.name else { return own }
    return own + """
       UNION SELECT customer FROM contact
      WHERE phone_key IN \(list) AND deleted_at IS NULL
      UNION SELECT c.customer FROM phone_number p JOIN contact c ON c.id = p.record
      WHERE p.key IN \(list) AND p.noun = 'contact' AND c.deleted_at IS NULL
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
