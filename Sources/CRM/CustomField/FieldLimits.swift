import Catalogue
import Values

extension Field.Limits {
  /// Refuses a value that the limits of the field do not allow.
  func check(_ value: Scalar, of field: Field) throws {
    switch value {
    case .null: return
    case .integer(let number):
      if let minimum, number < minimum { throw outside(field) }
      if let maximum, number > maximum { throw outside(field) }
    case .text(let text):
      if let length, text.unicodeScalars.count > length {
        throw UserError(
          .usage,
          "\(field.name) has \(text.unicodeScalars.count) characters, and \(length) are allowed",
          code: "E_LENGTH")
      }
      if isAddress, !Self.isAddress(text) {
        throw UserError(
          .usage, "\(field.name) '\(text)' is no address of a page", code: "E_URL",
          hints: ["such as https://example.com"])
      }
    }
  }

  private func outside(_ field: Field) -> UserError {
    UserError(
      .usage, "\(field.name) is out of range", code: "E_RANGE", hints: [range].compactMap { $0 })
  }

  /// A scheme and a host, or a host with a dot; nothing that a browser would split.
  private static func isAddress(_ text: String) -> Bool {
    let rest = text.range(of: "://").map { String(text[$0.upperBound...]) } ?? text
    let host = rest.prefix { !"/?#".contains($0) }
    return !text.contains(where: \.isWhitespace) && host.contains(".") && !host.hasPrefix(".")
      && !host.hasSuffix(".")
  }
}
