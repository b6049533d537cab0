import Values

/// What becomes of a field when none of its rules matches.
enum NoMatch: Equatable {
  case keep, clear
  /// A value in its canonical form.
  case value(String)

  /// Reads what is kept.
  init(stored text: String) {
    self =
      switch text {
      case "keep": .keep
      case "clear": .clear
      default: .value(text)
      }
  }

  /// Reads what people write.
  init(_ text: String, of field: ClassifiedField, reader: FieldReader) throws {
    switch NoMatch(stored: text.lowercased()) {
    case .keep: self = .keep
    case .clear:
      guard !field.field.isRequired else {
        throw UserError(
          .usage, "\(field.field.name) is required, so it cannot be cleared", code: "E_REQUIRED")
      }
      self = .clear
    case .value: self = .value(try field.canonical(text, reader))
    }
  }

  var stored: String {
    switch self {
    case .keep: "keep"
    case .clear: "clear"
    case .value(let text): text
    }
  }
}
