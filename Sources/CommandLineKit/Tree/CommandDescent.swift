import Values

/// The data of the words before a command, where only global options can stand.
private struct NoArguments: Sendable {}

extension CommandTree {
  /// Where the words of a command line lead.
  struct Position {
    /// The command or noun found so far; nil at the top.
    var entry: CommandEntry<Payload>?
    var word: BuiltInCommand?
    var path: [String] { entry?.path ?? [] }
  }

  /// Takes the words of the command, and the global options among them, from the front.
  ///
  /// It stops at what cannot belong to the path: an operand, `--`, or an option of the command.
  func descend(
    _ rest: inout ArraySlice<ArgumentText>, globals: inout ArgumentTable<Globals>,
    request: inout BuiltInOption?
  ) throws -> Position {
    var position = Position()
    var candidates = roots
    while let token = rest.first, !token.endsOptions {
      if token.isOption {
        if position.entry?.outline.isRunnable == true, !globals.recognizes(token) { break }
        rest.removeFirst()
        let asked = try readGlobal(token, &rest, &globals, at: position)
        request = request ?? asked
      } else if let entry = child(token, of: position.path, among: candidates) {
        rest.removeFirst()
        position.entry = entry
        candidates += entry.verbs()
        if !candidates.contains(where: { $0.isChild(of: entry.path) }) { break }
      } else {
        if position.entry == nil, let word = BuiltInCommand(rawValue: token.description) {
          rest.removeFirst()
          position.word = word
        }
        break
      }
    }
    return position
  }

  private func readGlobal(
    _ token: ArgumentText, _ rest: inout ArraySlice<ArgumentText>,
    _ globals: inout ArgumentTable<Globals>, at position: Position
  ) throws -> BuiltInOption? {
    let spec = CommandSpec(
      path: position.path, summary: "", initial: NoArguments(), arguments: [])
    var parser = ArgumentParser(spec: spec, program: program, globals: globals)
    let request = try parser.readOption(token, &rest)
    globals = parser.globals
    return request
  }

  /// The entry that a word means below a path.
  func child(
    _ token: ArgumentText, of path: [String], among candidates: [CommandEntry<Payload>]
  ) -> CommandEntry<Payload>? {
    guard let word = try? token.string() else { return nil }
    return candidates.first { $0.isNamed(word) && $0.isChild(of: path) }
  }
}

extension CommandEntry {
  /// Whether the entry stands directly below a path.
  func isChild(of parent: [String]) -> Bool {
    path.count == parent.count + 1 && path.starts(with: parent)
  }
}

extension ArgumentTable {
  /// Whether a token is one of these options, or a built-in one, judged by its name alone.
  func recognizes(_ token: ArgumentText) -> Bool {
    if token.isLongOption {
      guard let name = token.splitAtEquals().name else { return false }
      return match(long: name) != nil || BuiltInOption.named(name) != nil
    }
    let letter = Character(Unicode.Scalar(token.bytes[1]))
    return match(short: letter) != nil || BuiltInOption.named(short: letter) != nil
  }
}
