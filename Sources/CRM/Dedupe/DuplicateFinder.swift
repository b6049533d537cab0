import Catalogue
import Store
import Values

/// A record that another one collides with, and by which rule.
package struct Collision: Sendable {
  package var rule: DedupeRule
  package var record: Int64
  package var isDeleted: Bool
  /// The record that is equal, when it was merged into the one that is named.
  package var merged: Int64?
}

/// Finds the records that a new or changed record collides with: through the indexes of the store,
/// or, for loads of very many records, through keys in memory.
///
/// It runs under the writer's lock, in the transaction that writes, so that of two processes that
/// add the same customer one succeeds. Compared against all records, whoever may see them. What a
/// merged record was called still stands for the one that it was merged into.
package final class DuplicateFinder {
  package let noun: Noun
  /// The word of an admin that equal records are two; nil: nobody gave it.
  package let exceptions: DuplicateExceptions?
  private let rules: [DedupeRule]
  private let session: Session
  private let db: ReadTransaction
  private let conditions: DedupeConditions
  /// The second way to look, besides the store's indexes; the rules are the same.
  private var keys: KeyIndex?
  private var candidates: [(rule: Int, id: Int64)] = []
  /// How many equal records a rule finds at most: as many as a message names, unless all are kept.
  var limit: Int

  package init(
    _ noun: Noun, rules: [DedupeRule]? = nil, exceptions: DuplicateExceptions? = nil,
    session: Session, in db: ReadTransaction
  ) throws {
    self.noun = noun
    self.exceptions = exceptions
    limit = exceptions == nil ? 5 : DuplicateExceptions.mostPairs
    self.session = session
    self.db = db
    self.rules = try rules ?? DedupeRule.rules(for: noun, in: db)
    conditions = DedupeConditions(noun, session: session, in: db)
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
  /// last, by the numbers of contacts that came along with it, too.
  package func remember(_ id: Int64) {
    keys?.addLast(as: id)
  }

  /// The same for a new contact of a record that the store already had.
  func remember(contact: Int64) throws {
    try keys?.loadContactNumbers(where: "t.id = \(contact)", from: db)
  }

  // MARK: Looking

  /// Whether any rule compares telephone numbers.
  var comparesNumbers: Bool { rules.contains(where: \.comparesNumbers) }

  /// The columns whose change may make a record equal to another one.
  func comparedColumns() throws -> Set<String> {
    var columns: Set<String> = []
    for rule in rules.flatMap({ [$0] + $0.exceptions }) {
      columns.formUnion(rule.columns)
      if rule.type != nil { columns.insert("type") }
      if let condition = rule.condition {
        columns.formUnion(try conditions.columns(of: condition))
      }
    }
    return columns
  }

  /// All collisions of the record in the draft, in the order of the rules.
  package func collisions(of draft: RecordDraft) throws -> [Collision] {
    let record = ComparedRecord(draft)
    guard let keys else { return try collisions(of: record, by: rules) }
    candidates.removeAll(keepingCapacity: true)
    keys.appendCandidates(for: draft, to: &candidates)
    var found: [Collision] = []
    for number in rules.indices where candidates.contains(where: { $0.rule == number }) {
      let ids = candidates.filter { $0.rule == number }.map(\.id)
      guard let equal = try equal(usingIndexes: false).predicate(rules[number], of: record)
      else { continue }
      try add("r.id IN \(ids: ids) AND \(equal)", rule: rules[number], of: nil, to: &found)
    }
    return found
  }

  /// All collisions of a stored record, as it is or with other values in some columns.
  package func collisions(
    ofRecord id: Int64, with given: [String: Scalar] = [:]
  ) throws -> [Collision] {
    try collisions(of: ComparedRecord(id, of: noun, with: given, in: db), by: rules)
  }

  /// The collisions of a stored record that come from numbers which its contacts just got.
  func collisions(ofRecord id: Int64, gaining numbers: [String]) throws -> [Collision] {
    try collisions(
      of: ComparedRecord(id, of: noun, gaining: numbers, in: db),
      by: rules.filter(\.comparesNumbers))
  }

  private func collisions(
    of record: ComparedRecord, by rules: [DedupeRule]
  ) throws -> [Collision] {
    var found: [Collision] = []
    for rule in rules {
      guard let predicate = try equal(usingIndexes: true).predicate(rule, of: record)
      else { continue }
      try add(predicate, rule: rule, of: record.id, to: &found)
    }
    return found
  }

  private func equal(usingIndexes: Bool) -> EqualRecords {
    EqualRecords(noun: noun, conditions: conditions, db: db, usesIndexes: usingIndexes)
  }

  /// Adds the records of which the predicate is true, each by its first rule only; `id` is the
  /// record that is compared with them.
  private func add(
    _ predicate: SQL, rule: DedupeRule, of id: Int64?, to found: inout [Collision]
  ) throws {
    let query = Self.query(predicate, of: noun, rule: rule, id: id, limit: limit)
    for (equal, isGone) in try db.rows(query, as: Int64.self, Bool.self) {
      var collision = Collision(rule: rule, record: equal, isDeleted: isGone)
      if isGone, let survivor = try MergedRecords(noun, in: db).survivor(of: equal) {
        collision.record = survivor.id
        collision.isDeleted = survivor.isDeleted
        collision.merged = equal
      }
      guard collision.record != id, !found.contains(where: { $0.record == collision.record }) else {
        continue
      }
      found.append(collision)
    }
  }

  /// The records `r` of which the predicate is true, and whether they are deleted.
  static func query(
    _ predicate: SQL, of noun: Noun, rule: DedupeRule, id: Int64?, limit: Int
  ) -> SQL {
    var conditions = [predicate]
    if let id {
      conditions.append("r.id <> \(id)")
      if rule.isConfigured, noun.name == Noun.customer.name {
        conditions.append("NOT \(DuplicateExceptions.exists(between: "r.id", and: "\(id)"))")
      }
    }
    // Asked separately, because live and deleted records have indexes of their own.
    return """
      SELECT r.id, 0 AS deleted FROM \(identifier: noun.table) r
      WHERE \(conditions.conjunction()) AND r.deleted_at IS NULL
      UNION ALL SELECT r.id, 1 FROM \(identifier: noun.table) r
      WHERE \(conditions.conjunction()) AND r.deleted_at IS NOT NULL
      ORDER BY deleted, 1 LIMIT \(limit)
      """
  }

  // MARK: Judging

  /// Throws for the first blocking collision; returns what is only worth a warning.
  package func check(_ collisions: [Collision], subject: String) throws -> [String] {
    let live = collisions.filter { !$0.isDeleted }
    let blocking = live.filter { refuses($0) }
    guard blocking.isEmpty else {
      let references = try told(blocking.map(\.record)).compactMap(\.reference)
      let descriptions = try blocking.prefix(3).map { try describe($0) }
      var hints: [String] = []
      if noun.name == Noun.customer.name {
        hints.append(
          references.isEmpty
            ? "you do not see that record; who has it, or an admin, can help"
            : "use that record, or edit it")
      }
      throw UserError(
        .duplicate,
        "\(subject) is a duplicate by \(blocking[0].rule.name) of "
          + descriptions.joined(separator: "; "),
        code: "E_DUPLICATE", hints: hints,
        details: references.map { UserError.Detail("duplicate_of", $0) })
    }
    var warnings: [String] = []
    for collision in live {
      warnings.append(
        "\(subject) has the same \(collision.rule.name) as \(try describe(collision))")
    }
    for collision in collisions where collision.isDeleted && collision.rule.action == .block {
      warnings.append(try deletionNotice(collision))
    }
    return warnings
  }

  private func deletionNotice(_ collision: Collision) throws -> String {
    let record = try told(collision.record)
    guard let reference = record.reference else {
      return "\(record.text) with the same \(collision.rule.name) was deleted"
    }
    return "\(reference) with the same \(collision.rule.name) was deleted; "
      + "'crm \(noun.command) restore \(collision.record)' brings it back"
  }

  /// Whether the collision keeps a record out.
  func refuses(_ collision: Collision) -> Bool {
    !collision.isDeleted && collision.rule.action == .block
      && (exceptions == nil || !collision.rule.isConfigured)
  }

  /// Notes that the record was let in although it collides.
  func letIn(_ id: Int64, _ collisions: [Collision]) throws {
    try exceptions?.add(
      id, collisions.filter { !$0.isDeleted && $0.rule.action == .block && $0.rule.isConfigured })
  }

  /// `customer/42 '华为' (owner li.wei)`, or as much as the actor may see of it.
  package func describe(_ collision: Collision) throws -> String {
    let record = try told(collision.record)
    guard let merged = collision.merged, record.reference != nil else { return record.text }
    return "\(record.text), which \(noun.reference(merged)) was merged into"
  }

  private func told(_ id: Int64) throws -> ToldRecord {
    try ToldRecord.one(id, of: noun, session: session, in: db)
  }

  private func told(_ ids: [Int64]) throws -> [ToldRecord] {
    let records = try ToldRecord.all(ids, of: noun, session: session, in: db)
    return ids.compactMap { records[$0] }
  }
}
