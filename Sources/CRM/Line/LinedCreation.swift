import Catalogue
import Values

/// Creation rules of records whose lines stand in a column of files.
protocol LinedCreation: FileColumnRules {
  static var lineColumn: LineFileColumn { get }

  /// The lines of the current draft; emptied when it is prepared.
  var lines: [Line] { get set }
  var context: CreationContext { get }
}

extension LinedCreation {
  package static var fileColumnNames: [String] { [LineFileColumn.name] }

  package static func fileField(_ name: String) -> Field? {
    name == LineFileColumn.name ? LineFileColumn.field : nil
  }

  package static func exportedColumns(
    of currency: Currency, in language: Language
  ) -> [RecordColumn] {
    [LineFileColumn.exported(of: lineColumn.owner, currency: currency, in: language)]
  }

  package func apply(_ value: Scalar, of fileField: Field, to draft: RecordDraft) throws {
    guard fileField.name == LineFileColumn.name, case .text(let text) = value else { return }
    lines += try Self.lineColumn.read(text, in: context)
  }

  package func beginRow() { lines.removeAll(keepingCapacity: true) }
}
