import Catalogue
import Store

/// A noun whose records `crm search` finds, and the fields by whose values it does.
struct SearchedNoun: Sendable {
  /// How the column of a field becomes a key.
  private enum Form {
    /// It is one already.
    case key
    /// Several keys with spaces between.
    case keys
    /// Its name key is made of it.
    case text
  }

  let noun: Noun
  /// Where its records stand among equals.
  let rank: Int
  /// The fields, in order; the last ones, which are numbers, may have several keys.
  let fields: [Field]
  private let forms: [Form]
  private let columns: [String]

  private init(_ noun: Noun, rank: Int, by names: [String]) {
    self.noun = noun
    self.rank = rank
    fields = names.compactMap(noun.field)
    forms = fields.map { field in
      switch field.key {
      case .name: .key
      case .phone: .keys
      default: .text
      }
    }
    columns = zip(fields, forms).map { field, form in
      form == .text ? field.column : field.keyColumn ?? field.column
    }
  }

  /// All of them, in the order in which equally good matches are shown.
  static let all: [SearchedNoun] = [
    (Noun.customer, ["name", "short_name", "uscc", "external_id", "email", "phone"]),
    (.contact, ["name", "external_id", "email", "phone"]),
    (.lead, ["name", "company", "external_id", "email", "mobile", "phone"]),
    (.opportunity, ["name", "external_id"]),
    (.contract, ["name", "number", "external_id"]),
  ].enumerated().map { SearchedNoun($1.0, rank: $0, by: $1.1) }

  // MARK: Lines

  /// The columns that a line is made of, the id first; without what somebody does not see.
  func selection(_ alias: String, to sight: PoolVisibility = .all) -> SQL {
    let values = zip(fields, columns).map { field, column in
      sight.value("\(identifier: alias).\(identifier: column)", of: field, of: noun, alias: alias)
    }
    return (["\(identifier: alias).id"] + values).joined(separator: ", ")
  }

  var columnCount: Int { columns.count + 1 }

  /// The columns whose change changes the line; a deleted record has none.
  var watchedColumns: [String] { columns + ["deleted_at"] }

  /// Appends the line of the row that a query of the selection stands on.
  func appendLine(of row: borrowing RowCursor, to text: inout [UInt8]) {
    SearchLine.begin(row.integer(0), in: &text)
    for (index, form) in forms.enumerated() { append(row.text(index + 1), as: form, to: &text) }
  }

  /// The numbers of the columns in a draft.
  func columns(of draft: RecordDraft) throws -> [Int] {
    try columns.map { try draft.number(of: $0) }
  }

  /// Appends the line of a record in the making, whose columns have these numbers.
  func appendLine(
    of draft: RecordDraft, _ columns: [Int], as id: Int64, to text: inout [UInt8]
  ) {
    SearchLine.begin(id, in: &text)
    for (column, form) in zip(columns, forms) {
      if draft.withText(column, { append($0, as: form, to: &text) }) == nil {
        text.append(SearchLine.separator)
      }
    }
  }

  private func append(
    _ value: UnsafeBufferPointer<UInt8>, as form: Form, to text: inout [UInt8]
  ) {
    text.append(SearchLine.separator)
    guard !value.isEmpty else { return }
    switch form {
    case .key: text.append(contentsOf: value)
    case .keys: SearchLine.append(keys: value, to: &text)
    case .text: SearchLine.append(text: value, to: &text)
    }
  }

  /// The field whose key is the one of this number in a line.
  func field(ofKey number: Int) -> Field { fields[min(number, fields.count - 1)] }
}
