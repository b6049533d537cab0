import Catalogue
import Tabular
import Values

/// One thing that merging records does.
package struct MergeStep: Sendable, Equatable {
  package enum Action: String, Sendable {
    /// A record is merged into another one.
    case merge
    /// A value is taken from a record.
    case take
    /// What a record has in an N:M field is added.
    case unite
    /// Tags stay behind, because the survivor has others of their exclusive groups.
    case drop
    /// References lead to the survivor now.
    case move
    /// A value is gone, because the record would stand above itself.
    case clear
  }

  package var action: Action
  /// The record that something comes from; nil: from all of them.
  package var from: String?
  /// A record, a field, or what was moved.
  package var item: String
  /// The value, or how many.
  package var value: String?

  static func merge(_ record: String, into survivor: String) -> MergeStep {
    MergeStep(action: .merge, from: record, item: survivor)
  }

  static func take(_ field: String, from record: String, value: String) -> MergeStep {
    MergeStep(action: .take, from: record, item: field, value: value)
  }

  static func unite(_ field: String, from record: String, names: String) -> MergeStep {
    MergeStep(action: .unite, from: record, item: field, value: names)
  }

  static func drop(_ field: String, from record: String, names: String) -> MergeStep {
    MergeStep(action: .drop, from: record, item: field, value: names)
  }

  static func move(_ name: String, count: Int) -> MergeStep {
    MergeStep(action: .move, item: name, value: String(count))
  }

  static func clear(_ field: String, of record: String) -> MergeStep {
    MergeStep(action: .clear, from: record, item: field)
  }

  /// The steps as rows.
  package static func feed(_ steps: [MergeStep], language: Language) -> RowFeed {
    return RowFeed(
      columns: [
        language.column("action", "Action", "动作"), language.column("from", "From", "来自"),
        language.column("item", "Item", "内容"), language.column("value", "Value", "值"),
      ]
    ) { _, sink in
      for step in steps {
        sink.row.append(text: step.action.rawValue)
        for text in [step.from, step.item, step.value] {
          if let text { sink.row.append(text: text) } else { sink.row.appendNull() }
        }
        try sink.send()
      }
    }
  }
}
