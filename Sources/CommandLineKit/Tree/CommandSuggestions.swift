import Values

/// What to say about a word that is no command where it stands.
extension CommandTree {
  /// The error for a word that is not a command below `entry`, with the likeliest meanings.
  func unknownCommand(
    _ token: ArgumentText, after entry: CommandEntry<Payload>?,
    before following: ArraySlice<ArgumentText>
  ) -> UserError {
    let path = entry?.path ?? []
    let subject = spelled(path)
    if token.endsOptions {
      return UserError(
        .usage, "'\(subject)' needs a command before '--'", hints: ["see '\(subject) --help'"])
    }
    let word = token.description
    let candidates = names(below: path)
    let hint =
      misplaced(word, after: path, before: following.first?.description)
      ?? NearestNames.hint(for: word, among: candidates)
      ?? needsNoun(word, at: path)
      ?? "see '\(subject) --help'"
    let message =
      path.isEmpty ? "unknown command '\(word)'" : "unknown command '\(word)' for '\(subject)'"
    return UserError(.usage, message, hints: [hint])
  }

  /// `crm add customer` and `crm customer import` have their words in the wrong order.
  private func misplaced(_ word: String, after path: [String], before next: String?) -> String? {
    let isHelp = word == BuiltInCommand.help.rawValue && !path.isEmpty
    let orders = isHelp ? [] : [next.map { [$0, word] }, path.isEmpty ? nil : [word] + path]
    if isHelp { return "did you mean '\(spelled([word] + path))'?" }
    for words in orders.compactMap({ $0 }) {
      if let found = command(words) { return "did you mean '\(spelled(found))'?" }
    }
    return nil
  }

  /// The path of a runnable command that all or the first of the words name.
  private func command(_ words: [String]) -> [String]? {
    var path: [String] = []
    var found: CommandEntry<Payload>?
    for word in words {
      guard let entry = child(ArgumentText(word), of: path, among: entries) else {
        return found?.outline.isRunnable == true ? path + [word] : nil
      }
      path = entry.path
      found = entry
    }
    return found?.outline.isRunnable == true ? path : nil
  }

  /// `crm add` is a verb that lacks its noun.
  private func needsNoun(_ word: String, at path: [String]) -> String? {
    guard path.isEmpty else { return nil }
    let homes = entries.filter { $0.path.count == 2 && $0.isNamed(word) && !$0.outline.isHidden }
    guard !homes.isEmpty else { return nil }
    let shown = homes.prefix(3).map { "'\(spelled($0.path))'" }.joined(separator: ", ")
    return "'\(word)' stands after a noun: \(shown)" + (homes.count > 3 ? " …" : "")
  }

  private func names(below path: [String]) -> [String] {
    let entries = entries.filter { $0.isChild(of: path) && !$0.outline.isHidden }
    let builtIn = path.isEmpty ? BuiltInCommand.allCases.map(\.rawValue) : []
    return entries.flatMap { $0.path.suffix(1) + $0.outline.aliases } + builtIn
  }

  /// The path as people type it.
  func spelled(_ path: [String]) -> String {
    ([program] + path).joined(separator: " ")
  }
}
