import Values

/// The note that a verb may take, such as why tickets are closed.
enum OptionalNote {
  /// The text without what surrounds it; nil when none is given.
  ///
  /// An empty one is refused.
  static func read(_ text: String?) throws(UserError) -> String? {
    guard let text else { return nil }
    let note = TrimmedBytes.trimmed(text)
    guard !note.isEmpty else {
      throw UserError(.usage, "the note is empty", hints: ["leave --note out, or say something"])
    }
    return note
  }
}
