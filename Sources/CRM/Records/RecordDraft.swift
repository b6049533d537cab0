import Catalogue
import Store
import Values

/// A record in the making: one reusable row of values, filled by options or by a row of a file.
///
/// Text lies in one flat buffer, so that a million rows cost no allocation. Columns are numbered:
/// the noun's stored fields in declared order, their key columns, then custom fields, so that the
/// numbers of built-in columns are the same in every store.
package final class RecordDraft {
  private enum Cell {
    case unset
    case null
    case integer(Int64)
    case text(offset: Int, count: Int)
  }

  package let noun: Noun
  /// The columns of the table, `id` aside.
  package let columns: [String]
  /// The field of each column; key columns have none.
  package let fields: [Field?]
  /// The values of N:M fields.
  package var links: [String: [Int64]] = [:]
  /// The keys of the numbers of contacts that come along, separated by spaces: they are compared with
  /// the record's own.
  package var contactNumbers = ""
  private var cells: [Cell]
  private var bytes: [UInt8] = []
  private let numbers: [String: Int]
  /// The number of the key column of each column that has one.
  private let keyNumbers: [Int?]
  /// What the catalogue gives a field that nobody sets.
  private let defaults: [(column: Int, value: Scalar)]

  package init(_ noun: Noun) {
    self.noun = noun
    let stored = noun.fields.filter { !$0.isLink && !$0.isCustom }
    let custom = noun.fields.filter { !$0.isLink && $0.isCustom }
    let keys = stored.compactMap(\.keyColumn)
    columns = stored.map(\.column) + keys + custom.map(\.column)
    fields = stored.map { $0 } + keys.map { _ in nil } + custom.map { $0 }
    cells = Array(repeating: .unset, count: columns.count)
    var numbers: [String: Int] = [:]
    for (number, column) in columns.enumerated() { numbers[column] = number }
    self.numbers = numbers
    keyNumbers = fields.map { $0?.keyColumn.flatMap { numbers[$0] } }
    defaults = fields.enumerated().compactMap { column, field in
      (field?.defaultValue).map { (column, $0) }
    }
  }

  package func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    for index in cells.indices { cells[index] = .unset }
    if !links.isEmpty { links = [:] }
    contactNumbers = ""
  }

  /// The number of a column; asking for one that the noun lacks is a bug.
  package func number(of column: String) throws -> Int {
    guard let number = numbers[column] else {
      throw UserError.bug("\(noun.name) has no column \(column)")
    }
    return number
  }

  /// The number of the key column that belongs to a column.
  package func keyNumber(of column: Int) -> Int? { keyNumbers[column] }

  // MARK: Writing

  package func setNull(_ column: Int) { cells[column] = .null }

  package func set(_ column: Int, integer: Int64) { cells[column] = .integer(integer) }

  package func set(_ column: Int, text: UnsafeBufferPointer<UInt8>) {
    cells[column] = .text(offset: bytes.count, count: text.count)
    bytes.append(contentsOf: text)
  }

  package func set(_ column: Int, text: String) {
    var text = text
    text.withUTF8 { set(column, text: $0) }
  }

  package func set(_ column: Int, scalar: Scalar) {
    switch scalar {
    case .null: setNull(column)
    case .integer(let integer): set(column, integer: integer)
    case .text(let text): set(column, text: text)
    }
  }

  /// Lets the body write text directly into the buffer; it returns nothing for no value.
  package func appendText(_ column: Int, _ body: (inout [UInt8]) -> Void) {
    let offset = bytes.count
    body(&bytes)
    cells[column] =
      bytes.count == offset ? .null : .text(offset: offset, count: bytes.count - offset)
  }

  /// Sets the column unless it already has a value; an explicit empty value counts as one.
  package func fill(_ column: Int, with scalar: @autoclosure () throws -> Scalar) rethrows {
    if !isSet(column) { set(column, scalar: try scalar()) }
  }

  /// Gives every field without a value the one that the catalogue has for it.
  package func fillDefaults() {
    for (column, value) in defaults where !hasValue(column) { set(column, scalar: value) }
  }

  // MARK: Reading

  package func isSet(_ column: Int) -> Bool {
    if case .unset = cells[column] { false } else { true }
  }

  package func hasValue(_ column: Int) -> Bool {
    switch cells[column] {
    case .unset, .null: false
    case .integer, .text: true
    }
  }

  package func integer(_ column: Int) -> Int64? {
    if case .integer(let value) = cells[column] { value } else { nil }
  }

  package func string(_ column: Int) -> String? {
    withText(column) { String(decoding: $0, as: UTF8.self) }
  }

  /// The text in place, valid only inside the body, which must not change the draft.
  package func withText<T>(
    _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> T
  ) rethrows -> T? {
    guard case .text(let offset, let count) = cells[column] else { return nil }
    return try bytes.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[offset..<(offset + count)]))
    }
  }

  package func scalar(_ column: Int) -> Scalar {
    switch cells[column] {
    case .unset, .null: .null
    case .integer(let value): .integer(value)
    case .text: .text(string(column) ?? "")
    }
  }

  /// Inserts the values as a row.
  func insert(with inserter: BulkInsert) throws -> Int64 {
    try bytes.withUnsafeBufferPointer { buffer in
      try inserter.insert { row in
        let texts = row.append(texts: buffer)
        for (column, cell) in cells.enumerated() {
          switch cell {
          case .unset, .null: break
          case .integer(let value): row.bind(column, integer: value)
          case .text(let offset, let count):
            row.bind(column, text: texts + offset, count: count)
          }
        }
      }
    }
  }
}
