import Store
import Values

/// The keys of all records by one dedupe rule: its columns as numbers of a draft, and the ids.
final class RuleKeys {
  let type: (column: Int, value: [UInt8])?
  /// The columns compared whole.
  let columns: [Int]
  /// The column of numbers, any of which makes a key.
  let numbers: Int?
  let table: KeyTable

  init(_ rule: DedupeRule, of draft: RecordDraft, expecting records: Int, largestID: Int64) throws {
    type = try rule.type.map { (try draft.number(of: "type"), Array($0.utf8)) }
    columns = try rule.plainColumns.map { try draft.number(of: $0) }
    numbers = try rule.comparesNumbers ? draft.number(of: DedupeRule.phoneColumn) : nil
    table = KeyTable(expecting: records, largestID: largestID)
  }

  /// Calls the body for every key that the draft has, by the numbers of contacts that come along, too;
  /// for none when the rule says nothing about it.
  func forEachHash(in draft: RecordDraft, _ body: (UInt64) -> Void) {
    if let type {
      guard draft.withText(type.column, { $0.elementsEqual(type.value) }) == true else {
        return
      }
    }
    var hash: UInt64 = 0
    for column in columns {
      if let integer = draft.integer(column) {
        hash = Self.mixed(hash, UInt64(bitPattern: integer))
      } else {
        guard let text = draft.withText(column, { $0.isEmpty ? nil : KeyHash.hash($0) }),
          let text
        else { return }
        hash = Self.mixed(hash, text)
      }
    }
    guard let numbers else { return body(hash) }
    _ = draft.withText(numbers) { Self.forEachNumber(in: $0, after: hash, body) }
    guard !draft.contactNumbers.isEmpty else { return }
    var contactNumbers = draft.contactNumbers
    contactNumbers.withUTF8 { Self.forEachNumber(in: $0, after: hash, body) }
  }

  /// Calls the body with the hash of every number in the text, mixed with that of the other columns.
  private static func forEachNumber(
    in text: UnsafeBufferPointer<UInt8>, after hash: UInt64, _ body: (UInt64) -> Void
  ) {
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: " ")) ?? text.count
      body(mixed(hash, KeyHash.hash(UnsafeBufferPointer(rebasing: text[start..<end]))))
      start = end + 1
    }
  }

  private static func mixed(_ hash: UInt64, _ part: UInt64) -> UInt64 {
    let product = (hash ^ part).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
