import Catalogue
import Store
import Tabular
import Values

/// What a run of classification came to: the journal knows it, and a file takes it, so that it can
/// be shown when the transaction has ended, taken back or not.
struct ClassificationDiff {
  private let catalogue: Catalogue
  private let db: WriteTransaction

  init(of catalogue: Catalogue, in db: WriteTransaction) {
    self.catalogue = catalogue
    self.db = db
  }

  /// Rules that set rules off may change a field several times over: the first value before and the
  /// last one after count.
  private struct Change {
    let column: String
    let before: Scalar
    var after: Scalar
    var cause: String?
  }

  func result() throws -> ClassificationRun.Result {
    let spool = RowSpool()
    var records = 0
    for noun in catalogue.nouns where db.hasTouched(noun.table) {
      records += try append(noun, to: spool)
    }
    return ClassificationRun.Result(records: records, changes: spool)
  }

  /// Appends the changes of the records of a noun, in the order of their ids; returns the number of
  /// records.
  private func append(_ noun: Noun, to spool: RowSpool) throws -> Int {
    var names: [String: String] = [:]
    for field in noun.fields { names[field.column] = field.name }
    var row = RowBuffer()
    var records = 0
    var record: (id: Int64, title: String) = (0, "")
    var changes: [Change] = []
    func endRecord() throws {
      var hasChanged = false
      for change in changes where change.before != change.after {
        row.append(text: noun.reference(record.id))
        row.append(text: record.title)
        row.append(text: names[change.column] ?? change.column)
        row.append(textOf: change.before)
        row.append(textOf: change.after)
        row.append(text: change.cause ?? "")
        try spool.append(row)
        row.removeAll()
        hasChanged = true
      }
      if hasChanged { records += 1 }
      changes.removeAll(keepingCapacity: true)
    }
    try db.stream(
      """
      SELECT change.record, r.title, field, before, after, cause
      FROM field_change change CROSS JOIN (
        SELECT id, CAST(\(identifier: noun.titleField) AS TEXT) AS title
        FROM \(identifier: noun.table)) r ON r.id = change.record
      WHERE \(db.changes(of: noun.table, since: db.beginning)) AND field <> 'updated_at'
      ORDER BY change.record, change.id
      """
    ) { cursor in
      let id = cursor.integer(0)
      if id != record.id {
        try endRecord()
        record = (id, String(decoding: cursor.text(1), as: UTF8.self))
      }
      let column = String(decoding: cursor.text(2), as: UTF8.self)
      let cause: String? = try cursor.value(5)
      if let known = changes.firstIndex(where: { $0.column == column }) {
        changes[known].after = cursor.scalar(4)
        changes[known].cause = cause
      } else {
        changes.append(
          Change(
            column: column, before: cursor.scalar(3), after: cursor.scalar(4), cause: cause))
      }
      return true
    }
    try endRecord()
    return records
  }
}

extension RowBuffer {
  /// Appends a stored value as text.
  fileprivate mutating func append(textOf value: Scalar) {
    switch value {
    case .null: appendNull()
    case .integer(let number): append(text: String(number))
    case .text(let text): append(text: text)
    }
  }
}
