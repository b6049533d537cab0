import Catalogue
import Store
import Values

/// The keys of all records of a noun in memory, by rule: what the store's indexes are for a few
/// records, for loads of so many that those indexes are gone meanwhile.
///
/// It answers with candidates; `DuplicateFinder` confirms them against the stored record.
final class KeyIndex {
  private let noun: Noun
  private let keys: [RuleKeys]
  /// The hashes of the draft that was looked for last, by rule.
  private var hashes: [(rule: Int, hash: UInt64)] = []

  init(_ noun: Noun, rules: [DedupeRule], expecting records: Int, largestID: Int64) throws {
    self.noun = noun
    let draft = RecordDraft(noun)
    keys = try rules.map { try RuleKeys($0, of: draft, expecting: records, largestID: largestID) }
  }

  // MARK: Filling

  /// Reads the keys of all records, deleted ones too, and of the customers' contacts.
  func load(from db: ReadTransaction) throws {
    let draft = RecordDraft(noun)
    let numbers = Array(
      Set(keys.flatMap { $0.columns + [$0.numbers, $0.type?.column].compactMap { $0 } }))
    let columns = numbers.map { draft.columns[$0] }
    try db.stream("SELECT id, \(identifiers: columns) FROM \(identifier: noun.table)") { row in
      draft.removeAll()
      for (index, number) in numbers.enumerated() { draft.set(number, from: row, index + 1) }
      add(draft, as: row.integer(0))
      return true
    }
    try loadContactNumbers(where: "1", from: db)
  }

  /// Reads the numbers of the live contacts of which the predicate on `t` is true.
  func loadContactNumbers(where predicate: SQL, from db: ReadTransaction) throws {
    let rules = keys.filter { $0.numbers != nil }
    guard !rules.isEmpty, noun.name == Noun.customer.name else { return }
    let draft = RecordDraft(noun)
    let phone = try draft.number(of: DedupeRule.phoneColumn)
    let numbers = Array(
      Set(rules.flatMap { $0.columns + [$0.type?.column].compactMap { $0 } }))
    let columns: [SQL] = numbers.map { "c.\(identifier: draft.columns[$0])" }
    try db.stream(
      """
      SELECT \((["c.id", "t.phone_key"] + columns).joined(separator: ", "))
      FROM contact t JOIN \(identifier: noun.table) c ON c.id = t.customer
      WHERE t.phone_key IS NOT NULL AND t.deleted_at IS NULL AND (\(predicate))
      """
    ) { row in
      draft.removeAll()
      for (index, number) in numbers.enumerated() { draft.set(number, from: row, index + 2) }
      draft.set(phone, text: row.text(1))
      addNumbers(draft, as: row.integer(0))
      return true
    }
  }

  private func add(_ draft: RecordDraft, as id: Int64) {
    collectHashes(of: draft)
    _ = isAnyTaken
    addLast(as: id)
  }

  /// Adds the draft that was looked for last.
  func addLast(as id: Int64) {
    for (rule, hash) in hashes { keys[rule].table.insert(id, hash: hash) }
  }

  /// Adds the numbers in the draft only, as a contact of the record brings them.
  func addNumbers(_ draft: RecordDraft, as id: Int64) {
    for key in keys where key.numbers != nil {
      key.forEachHash(in: draft) { key.table.insert(id, hash: $0) }
    }
  }

  // MARK: Looking

  /// Appends the records that may collide with the draft, and the rules by which they may.
  func appendCandidates(for draft: RecordDraft, to found: inout [(rule: Int, id: Int64)]) {
    collectHashes(of: draft)
    guard isAnyTaken else { return }
    for (rule, hash) in hashes {
      keys[rule].table.forEachCandidate(for: hash) { found.append((rule, $0)) }
    }
  }

  private func collectHashes(of draft: RecordDraft) {
    hashes.removeAll(keepingCapacity: true)
    for (rule, key) in keys.enumerated() {
      key.forEachHash(in: draft) { hashes.append((rule, $0)) }
    }
  }

  /// Whether there may be a candidate at all.
  ///
  /// It asks for all places before any is used, so that memory answers them side by side: each is
  /// far from the others, and waiting for one after the other is what look-ups cost.
  private var isAnyTaken: Bool {
    var taken = 0
    for (rule, hash) in hashes { taken += keys[rule].table.isTaken(at: hash) ? 1 : 0 }
    return taken > 0
  }
}

extension RecordDraft {
  /// Takes a value as the query has it.
  fileprivate func set(_ column: Int, from row: borrowing RowCursor, _ index: Int) {
    if row.isNull(index) {
      setNull(column)
    } else if row.isInteger(index) {
      set(column, integer: row.integer(index))
    } else {
      set(column, text: row.text(index))
    }
  }
}
