import Catalogue
import Values

/// Files have the lines of quotes in a column.
extension QuoteCreation: FileColumnRules {
  private static let lineColumn = LineFileColumn(.quote)

  package static var fileColumnNames: [String] { [LineFileColumn.name] }

  package static func fileField(_ name: String) -> Field? {
    name == LineFileColumn.name ? LineFileColumn.field : nil
  }

  package static func exportedColumns(
    of currency: Currency, in language: Language
  ) -> [RecordColumn] {
    [LineFileColumn.exported(of: .quote, currency: currency, in: language)]
  }

  package func apply(_ value: Scalar, of fileField: Field, to draft: RecordDraft) throws {
    guard fileField.name == LineFileColumn.name, case .text(let text) = value else { return }
    lines += try Self.lineColumn.read(text, in: context)
  }

  package func beginRow() { lines.removeAll(keepingCapacity: true) }
}
