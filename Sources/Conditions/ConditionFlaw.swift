import Values

extension UserError {
  /// What is wrong with a condition, and where: the excerpt is shown with a mark under the place.
  package static func condition(
    _ message: String, in text: String, at place: Condition.Place, hints: [String] = []
  ) -> UserError {
    var error = UserError(.usage, message, code: "E_CONDITION", hints: hints)
    if !text.isEmpty { error.excerpt = .init(text, from: place.start, to: place.end) }
    return error
  }

  /// The same error with the place where the value that caused it stands.
  package func placed(in text: String, at place: Condition.Place) -> UserError {
    var error = self
    error.excerpt = .init(text, from: place.start, to: place.end)
    return error
  }
}
