import Catalogue
import Tabular

/// One line of a plan: a record that is added, changed in one field, or removed.
package struct ConfigurationChange: Sendable {
  package enum Action: String, Sendable {
    case add, change, remove
  }

  package var action: Action
  /// `dict/14`; in a plan, what a new record would be.
  package var reference: String
  /// The record as the file names it: `customer.industry.retail`, `Sales/Quote`.
  package var name: String
  /// The field that changes; nil when the record comes or goes.
  package var field: String?
  /// What was there: the value of the field, or the record that goes.
  package var before: String?
  package var after: String?
  /// How many records have this one as a value, or go with it.
  package var records: Int

  /// Whether something is lost that undo alone brings back.
  package var isDestructive: Bool { action == .remove }
}

extension ConfigurationChange {
  /// The changes as rows, for every format.
  package static func feed(_ changes: [ConfigurationChange], language: Language) -> RowFeed {
    RowFeed(columns: columns(in: language)) { _, sink in
      for change in changes {
        sink.row.append(text: change.action.rawValue)
        sink.row.append(text: change.reference)
        sink.row.append(text: change.name)
        for text in [change.field, change.before, change.after] {
          if let text { sink.row.append(text: text) } else { sink.row.appendNull() }
        }
        sink.row.append(integer: Int64(change.records))
        sink.row.append(integer: change.isDestructive ? 1 : 0)
        try sink.send()
      }
    }
  }

  private static func columns(in language: Language) -> [Column] {
    return [
      language.column("action", "Action", "操作"), language.column("ref", "Record", "记录"),
      language.column("name", "Name", "名称"), language.column("field", "Field", "字段"),
      language.column("before", "Before", "之前"), language.column("after", "After", "之后"),
      language.column("records", "Records", "影响记录数", .integer),
      language.column("destructive", "Destructive", "破坏性", .bool),
    ]
  }

  /// The change as JSON has it.
  package var document: Document {
    func text(_ value: String?) -> Document { value.map { .text($0) } ?? .null }
    return .object([
      .init("action", .text(action.rawValue)), .init("ref", .text(reference)),
      .init("name", .text(name)), .init("field", text(field)), .init("before", text(before)),
      .init("after", text(after)), .init("records", .integer(Int64(records))),
      .init("destructive", .bool(isDestructive)),
    ])
  }
}
