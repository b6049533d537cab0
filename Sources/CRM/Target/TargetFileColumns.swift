import Catalogue
import Store
import Tabular
import Values

/// A column `value` of a file is the amount or the count, as the metric of the row wants it.
extension TargetCreation: FileColumnRules {
  package static var fileColumnNames: [String] { ["value"] }

  package static func fileField(_ name: String) -> Field? {
    guard ["value", "目标值", "目标"].contains(name.lowercased()) else { return nil }
    return Field("value", .text, "Value", "目标值", "The figure, whatever the metric is")
  }

  package func apply(_ value: Scalar, of fileField: Field, to draft: RecordDraft) throws {
    guard case .text(var text) = value,
      let metric = draft.string(try draft.number(of: "metric")).flatMap(TargetMetric.init),
      let field = Noun.target.field(metric.valueField)
    else { return }
    try text.withUTF8 {
      try context.reader.read($0, as: field, into: try draft.number(of: field.column), of: draft)
    }
  }

  package func beginRow() {}

  package static func exportedColumns(
    of currency: Currency, in language: Language
  ) -> [RecordColumn] { [] }
}
