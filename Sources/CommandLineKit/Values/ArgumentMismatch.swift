/// Says that an argument's text is not what was expected; the parser adds which argument it was.
package struct ArgumentMismatch: Error, Sendable, Equatable {
  /// What the text should have been, with an article: "a whole number".
  package var expected: String
  /// The text in question when it is only a part of the argument; nil for all of it.
  package var found: ArgumentText?
  package var hints: [String]

  package init(expected: String, found: ArgumentText? = nil, hints: [String] = []) {
    self.expected = expected
    self.found = found
    self.hints = hints
  }
}
