import Catalogue
import Values

extension Noun {
  /// The key of a type that records of the noun can have, by key or label.
  func typeKey(_ text: String, code: String) throws -> String {
    guard case .choice(let choices) = field("type")?.type else {
      throw UserError(.usage, "a \(name) has no type", code: code)
    }
    guard let choice = choices.called(text) else {
      throw UserError(
        .usage, "no type '\(text)' of a \(name)", code: code,
        hints: ["types: \(choices.map(\.key).joined(separator: ", "))"])
    }
    return choice.key
  }
}
