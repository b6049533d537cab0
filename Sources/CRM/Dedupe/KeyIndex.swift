import Catalogue
import Store
import Values

/// The keys of all records of a noun in memory, by rule: what the store's indexes are for a few
/// records, for loads of so many that those indexes are gone meanwhile.
///
/// It answers with candidates; `DuplicateFinder` confirms them against the stored record.
final class KeyIndex {
  /// A rule with its columns as numbers of the draft.
  private struct Key {
    var condition: (column: Int, value: [UInt8])?
    /// The columns compared whole.
    var columns: [Int]
    /// The column of numbers, any of which makes a key.
    var numbers: Int?
    let table: KeyTable
  }

  private let noun: Noun
  private var keys: [Key] = []

  init(_ noun: Noun, rules: [DedupeRule], expecting records: Int) throws {
    self.noun = noun
    let draft = RecordDraft(noun)
    for rule in rules {
      let condition = try rule.condition.map {
        (column: try draft.number(of: $0.column), value: Array($0.value.utf8))
      }
      let plain = rule.columns.filter { $0 != DedupeRule.phoneColumn }
      let numbers = plain.count == rule.columns.count ? nil : DedupeRule.phoneColumn
      keys.append(
        Key(
          condition: condition, columns: try plain.map { try draft.number(of: $0) },
          numbers: try numbers.map { try draft.number(of: $0) }, table: KeyTable(expecting: records)
        ))
    }
  }

  // MARK: Filling

  /// Reads the keys of all records, deleted ones too, and of the customers' contacts.
  func load(from db: ReadTransaction) throws {
    let draft = RecordDraft(noun)
    let numbers = Array(
      Set(keys.flatMap { $0.columns + [$0.numbers, $0.condition?.column].compactMap { $0 } }))
    let columns = numbers.map { draft.columns[$0] }
    try db.stream("SELECT id, \(identifiers: columns) FROM \(identifier: noun.table)") { row in
      draft.removeAll()
      for (index, number) in numbers.enumerated() { draft.set(number, from: row, index + 1) }
      add(draft, as: row.integer(0))
      return true
    }
    guard keys.contains(where: { $0.numbers != nil }) else { return }
    let phone = try draft.number(of: DedupeRule.phoneColumn)
    try db.stream(
      """
      SELECT c.id, t.phone_key, \(columns.map { "c.\(identifier: $0)" as SQL }.joined(separator: ", "))
      FROM contact t JOIN \(identifier: noun.table) c ON c.id = t.customer
      WHERE t.phone_key IS NOT NULL AND t.deleted_at IS NULL
      """
    ) { row in
      draft.removeAll()
      for (index, number) in numbers.enumerated() { draft.set(number, from: row, index + 2) }
      draft.set(phone, text: row.text(1))
      addNumbers(draft, as: row.integer(0))
      return true
    }
  }

  func add(_ draft: RecordDraft, as id: Int64) {
    for index in keys.indices {
      forEachHash(of: keys[index], in: draft) { keys[index].table.insert(id, hash: $0) }
    }
  }

  /// Adds the numbers in the draft only, as a contact of the record brings them.
  func addNumbers(_ draft: RecordDraft, as id: Int64) {
    for index in keys.indices where keys[index].numbers != nil {
      forEachHash(of: keys[index], in: draft) { keys[index].table.insert(id, hash: $0) }
    }
  }

  // MARK: Looking

  /// Appends the records that may collide with the draft by the rule of this number.
  func appendCandidates(rule: Int, draft: RecordDraft, to ids: inout [Int64]) {
    guard keys[rule].table.count > 0 else { return }
    forEachHash(of: keys[rule], in: draft) { hash in
      keys[rule].table.appendCandidates(for: hash, to: &ids)
    }
  }

  /// Calls the body for every key that the draft has; for none when the rule says nothing about it.
  private func forEachHash(of key: borrowing Key, in draft: RecordDraft, _ body: (UInt64) -> Void) {
    if let (column, value) = key.condition {
      guard draft.withText(column, { $0.elementsEqual(value) }) == true else { return }
    }
    var hash: UInt64 = 0
    for column in key.columns {
      if let integer = draft.integer(column) {
        hash = Self.mixed(hash, UInt64(bitPattern: integer))
      } else {
        guard let text = draft.withText(column, { $0.isEmpty ? nil : KeyHash.hash($0) }),
          let text
        else { return }
        hash = Self.mixed(hash, text)
      }
    }
    guard let numbers = key.numbers else { return body(hash) }
    _ = draft.withText(numbers) { text in
      var start = 0
      while start < text.count {
        let end = text[start...].firstIndex(of: UInt8(ascii: " ")) ?? text.count
        body(Self.mixed(hash, KeyHash.hash(UnsafeBufferPointer(rebasing: text[start..<end]))))
        start = end + 1
      }
    }
  }

  private static func mixed(_ hash: UInt64, _ part: UInt64) -> UInt64 {
    let product = (hash ^ part).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
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
