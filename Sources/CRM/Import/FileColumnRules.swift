import Catalogue
import Values

/// Creation rules that know columns of files besides the stored fields of their noun, such as
/// `entered.STAGE`.
package protocol FileColumnRules: CreationRules, SendableMetatype {
  /// The names for suggestions and templates.
  static var fileColumnNames: [String] { get }

  /// How the text of a column is read; nil when the name means nothing.
  ///
  /// A column that has the name of a stored field takes its place.
  static func fileField(_ name: String) -> Field?

  /// What an export writes besides the stored fields, under names that `fileField` knows.
  static func exportedColumns(of currency: Currency, in language: Language) -> [RecordColumn]

  /// Takes the value of a column; called when all stored fields of the row are in the draft.
  func apply(_ value: Scalar, of fileField: Field, to draft: RecordDraft) throws

  /// Forgets what the columns of an earlier row, which was refused, have left.
  func beginRow()
}
