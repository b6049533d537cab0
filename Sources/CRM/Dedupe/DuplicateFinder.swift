import Catalogue
import Store
import Values

/// A record that another one collides with, and by which rule.
package struct Collision: Sendable {
  package var rule: DedupeRule
  package var record: Int64
  package var isDeleted: Bool
}

/// Finds the records that a new or changed record collides with: through the indexes of the store,
/// or, for loads of very many records, through keys in memory.
///
/// It runs under the writer's lock, in the transaction that writes, so that of two processes that
/// add the same customer one succeeds. Compared against all records, whoever may see them.
package final class DuplicateFinder {
  package let noun: Noun
  private let rules: [DedupeRule]
  private let db: ReadTransaction
  /// The second way to look, besides the store's indexes; the rules are the same.
  private var keys: KeyIndex?
  private var candidates: [(rule: Int, id: Int64)] = []

  package init(
    _ noun: Noun, rules: [DedupeRule]? = nil, in db: ReadTransaction
  ) throws {
    self.noun = noun
    self.db = db
    self.rules = try rules ?? DedupeRule.rules(for: noun, in: db)
  }

  /// Keeps the keys of all records in memory from now on, `remember` included: the store's indexes
  /// of the noun's table are not used any more.
  package func keepKeys(expecting records: Int, largestID: Int64) throws {
    guard keys == nil else { return }
    let index = try KeyIndex(noun, rules: rules, expecting: records, largestID: largestID)
    try index.load(from: db)
    keys = index
  }

  /// Lets later records of the same operation collide with the one whose collisions were looked for
  /// last.
  package func remember(_ id: Int64) {
    keys?.addLast(as: id)
  }

  /// Lets later records of the same operation collide with one that just got a contact with these
  /// numbers; the draft still holds the record, and its own numbers give way.
  func remember(contactNumbers: Scalar, of draft: RecordDraft, as id: Int64) throws {
    guard let keys, contactNumbers != .null else { return }
    draft.set(try draft.number(of: DedupeRule.phoneColumn), scalar: contactNumbers)
    keys.addNumbers(draft, as: id)
  }

  /// The same for a contact of a record that the store already had.
  func remember(contact: Int64) throws {
    try keys?.loadContactNumbers(where: "t.id = \(contact)", from: db)
  }

  /// All collisions of the record in the draft, in the order of the rules.
  package func collisions(of draft: RecordDraft) throws -> [Collision] {
    func value(_ column: String) throws -> Scalar { draft.scalar(try draft.number(of: column)) }
    guard let keys else { return try collisions(value: value) }
    candidates.removeAll(keepingCapacity: true)
    keys.appendCandidates(for: draft, to: &candidates)
    var found: [Collision] = []
    for number in rules.indices where candidates.contains(where: { $0.rule == number }) {
      let ids = candidates.filter { $0.rule == number }.map(\.id)
      guard let equal = try predicate(of: rules[number], usingIndexes: false, value: value) else {
        continue
      }
      try add("id IN \(ids: ids) AND \(equal)", rule: rules[number], to: &found)
    }
    return found
  }

  /// All collisions of a record with these column values, in the order of the rules.
  package func collisions(
    excluding id: Int64? = nil, value: (String) throws -> Scalar
  ) throws -> [Collision] {
    var found: [Collision] = []
    for rule in rules {
      guard let predicate = try predicate(of: rule, usingIndexes: true, value: value) else {
        continue
      }
      try add("\(predicate) AND id IS NOT \(id)", rule: rule, to: &found)
    }
    return found
  }

  /// All collisions of a stored record, as it is or with other values in some columns.
  package func collisions(
    ofRecord id: Int64, with given: [String: Scalar] = [:]
  ) throws -> [Collision] {
    try collisions(excluding: id) { column in
      try given[column]
        ?? db.value(
          "SELECT \(identifier: column) FROM \(identifier: noun.table) WHERE id = \(id)") ?? .null
    }
  }

  /// Adds the records of which the predicate is true, each by its first rule only.
  private func add(_ predicate: SQL, rule: DedupeRule, to found: inout [Collision]) throws {
    // Asked separately, because live and deleted records have indexes of their own.
    let rows = try db.rows(
      """
      SELECT id, 0 AS deleted FROM \(identifier: noun.table)
      WHERE (\(predicate)) AND deleted_at IS NULL
      UNION ALL SELECT id, 1 FROM \(identifier: noun.table)
      WHERE (\(predicate)) AND deleted_at IS NOT NULL
      ORDER BY deleted, id LIMIT 5
      """, as: Int64.self, Bool.self)
    for (record, isDeleted) in rows where !found.contains(where: { $0.record == record }) {
      found.append(Collision(rule: rule, record: record, isDeleted: isDeleted))
    }
  }

  /// Nil when the rule says nothing about the record: another type, a blank column, or a number that
  /// nobody has.
  private func predicate(
    of rule: DedupeRule, usingIndexes: Bool, value: (String) throws -> Scalar
  ) throws -> SQL? {
    var parts: [SQL] = []
    if let (column, wanted) = rule.condition {
      guard try value(column) == .text(wanted) else { return nil }
      parts.append("\(identifier: column) = \(wanted)")
    }
    for column in rule.columns {
      let scalar = try value(column)
      switch scalar {
      case .null, .text(""): return nil
      case .text(let text) where column == DedupeRule.phoneColumn:
        let numbers = text.split(separator: " ").map(String.init)
        if usingIndexes {
          let ids: [Int64] = try db.values(sharingNumber(numbers))
          guard !ids.isEmpty else { return nil }
          parts.append("id IN \(ids: ids)")
        } else {
          parts.append(sharesNumberUnindexed(numbers))
        }
      default: parts.append("\(identifier: column) = \(scalar)")
      }
    }
    return parts.conjunction()
  }

  /// Records that have one of the numbers; of customers also those that have a contact with one.
  private func sharingNumber(_ keys: [String]) -> SQL {
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
    let table: SQL = "\(identifier: noun.table)"
    let conditions = keys.map { key in
      let own: SQL = "instr(' ' || \(table).phone_key || ' ', ' ' || \(key) || ' ') > 0"
      guard noun.name == Noun.customer.name else { return own }
      return own + """
         OR EXISTS (SELECT 1 FROM contact c WHERE c.customer = customer.id AND c.deleted_at IS NULL
          AND instr(' ' || c.phone_key || ' ', ' ' || \(key) || ' ') > 0)
        """
    }
    return "(\(conditions.joined(separator: " OR ")))"
  }

  // MARK: Judging

  /// Throws for the first blocking collision; returns what is only worth a warning.
  package func check(_ collisions: [Collision], subject: String) throws -> [String] {
    let live = collisions.filter { !$0.isDeleted }
    let blocking = live.filter { $0.rule.action == .block }
    guard blocking.isEmpty else {
      var hints: [String] = []
      let descriptions = try blocking.prefix(3).map { try describe($0.record) }
      if noun.name == Noun.customer.name { hints.append("use that record, or edit it") }
      throw UserError(
        .duplicate,
        "\(subject) is a duplicate by \(blocking[0].rule.name) of "
          + descriptions.joined(separator: "; "),
        code: "E_DUPLICATE", hints: hints,
        details: blocking.map { UserError.Detail("duplicate_of", noun.reference($0.record)) })
    }
    var warnings: [String] = []
    for collision in live {
      warnings.append(
        "\(subject) has the same \(collision.rule.name) as "
          + "\(try describe(collision.record))")
    }
    for collision in collisions where collision.isDeleted && collision.rule.action == .block {
      warnings.append(
        "\(noun.reference(collision.record)) with the same \(collision.rule.name) was deleted; "
          + "'crm \(noun.command) restore \(collision.record)' brings it back")
    }
    return warnings
  }

  /// `customer/42 华为 (owner li.wei)`: enough for a colleague, whoever may see the record.
  package func describe(_ id: Int64) throws -> String {
    let title: String =
      try db.value(
        "SELECT \(identifier: noun.titleField) FROM \(identifier: noun.table) WHERE id = \(id)")
      ?? ""
    guard noun.name == Noun.customer.name else { return "\(noun.reference(id)) '\(title)'" }
    let holder: String =
      try db.value(
        """
        SELECT ifnull('owner ' || u.login, 'pool ' || p.name) FROM customer c
        LEFT JOIN "user" u ON u.id = c.owner LEFT JOIN pool p ON p.id = c.pool WHERE c.id = \(id)
        """) ?? ""
    return "\(noun.reference(id)) '\(title)' (\(holder))"
  }
}
