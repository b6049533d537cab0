/// A value that the text of an argument can become.
package protocol ArgumentValue: Sendable {
  /// Reads the text; throws `ArgumentMismatch`, or a `UserError` when there is more to say.
  init(argument: ArgumentText) throws

  /// How a shell completes such values when the declaration does not say it.
  static var completion: Completion { get }

  /// The value as help shows it when it is a default; nil when a default is not worth showing.
  var shownAsDefault: String? { get }
}

extension ArgumentValue {
  package static var completion: Completion { .none }
  package var shownAsDefault: String? { nil }
}

extension String: ArgumentValue {
  package init(argument: ArgumentText) throws {
    self = try argument.string()
  }

  package var shownAsDefault: String? { isEmpty ? nil : self }
}

extension ArgumentText: ArgumentValue {
  package init(argument: ArgumentText) {
    self = argument
  }
}

extension Int: ArgumentValue {
  package init(argument: ArgumentText) throws {
    self = try Int(Int64(argument: argument))
  }

  package var shownAsDefault: String? { description }
}

extension Int64: ArgumentValue {
  package init(argument: ArgumentText) throws {
    let text = try argument.string()
    if let value = Int64(text) {
      self = value
      return
    }
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    let isTooLarge = !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
    throw ArgumentMismatch(
      expected: isTooLarge ? "a whole number of at most 18 digits" : "a whole number")
  }

  package var shownAsDefault: String? { description }
}
