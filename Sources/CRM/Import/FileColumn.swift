import Catalogue
import Values

/// A column of a file that is no stored field of the noun, such as `entered.STAGE`.
package struct FileColumn {
  package var name: String
  /// How its text is read.
  package var field: Field
  /// Takes the value; called when all fields of the row are in the draft.
  package var apply: (Scalar, RecordDraft) throws -> Void

  package init(
    _ name: String, as field: Field, apply: @escaping (Scalar, RecordDraft) throws -> Void
  ) {
    self.name = name
    self.field = field
    self.apply = apply
  }
}

/// Creation rules that know columns of files besides the noun's fields.
package protocol FileColumnRules: CreationRules {
  /// The names for suggestions and templates.
  var fileColumnNames: [String] { get }

  /// Nil when the name means nothing; a name of a field takes its place.
  func fileColumn(_ name: String) throws -> FileColumn?

  /// Forgets what the columns of an earlier row, which was refused, have left.
  func beginRow()
}
