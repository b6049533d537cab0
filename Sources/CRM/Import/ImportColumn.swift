import Catalogue

/// Where the cells of a column go.
enum ImportTarget {
  /// A stored field, by the number of its column in the draft.
  case field(Field, column: Int)
  /// A list of links.
  case links(Field)
  /// A field that points to a record of the same noun, which may stand further down in the file.
  case ownReference(Field, column: Int)
  /// A field of the record that rows bring along, such as the contact of a customer.
  case companion(Field, column: Int)
  /// Something that the creation rules understand.
  case special(Field)

  var field: Field {
    switch self {
    case .field(let field, _), .links(let field), .ownReference(let field, _),
      .companion(let field, _), .special(let field):
      field
    }
  }
}

/// One source of values of an import: a column of the file, or a constant.
struct ImportColumn {
  /// The name of the target, such as `phone`, `contact.name` or `entered.Engaging`.
  var name: String
  var target: ImportTarget
  /// The position in the file; nil for a constant.
  var position: Int?
  /// The text of a constant, or what stands for a blank cell.
  var fallback: String?
  /// Texts that stand for other texts.
  var replacements: [String: String] = [:]
  /// Whether an unknown record or option is created.
  var createsMissing = false
}
