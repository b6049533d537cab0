import Values

/// The data of the built-in command `help`.
private struct HelpWords: Sendable {
  var words: [String] = []
}

/// Help pages and the manifest of a command tree.
extension CommandTree {
  /// Everything as data; builds every command.
  package func manifest() -> ToolManifest {
    var manifest = outline()
    manifest.commands =
      entries.map { $0.manifest() } + BuiltInCommand.allCases.map(\.manifest)
    manifest.topics = topics()
    return manifest
  }

  /// The cheap part of the manifest: of the commands only names and summaries, no topics.
  func outline() -> ToolManifest {
    ToolManifest(
      program: program, summary: summary, globals: globals.manifest + BuiltInOption.manifests,
      commands: entries.map(\.outline) + BuiltInCommand.allCases.map(\.manifest), topics: [],
      contextOptions: contextOptions)
  }

  /// The page on an entry; nil means the program itself.
  func page(on entry: CommandEntry<Payload>?, detail request: BuiltInOption) -> HelpPage {
    var tool = outline()
    let detail: HelpPage.Detail = request == .fullHelp ? .full : .short
    guard let entry else {
      tool.topics = topics()
      let root = CommandManifest(path: [], summary: summary, isRunnable: false)
      return HelpPage(subject: .listing(root), detail: detail, tool: tool)
    }
    let manifest = entry.manifest()
    return HelpPage(
      subject: manifest.isRunnable ? .command(manifest) : .listing(manifest), detail: detail,
      tool: tool)
  }

  /// `crm help`, `crm help NOUN VERB`, `crm help TOPIC`, `crm version`.
  func builtIn(
    _ word: BuiltInCommand, _ tokens: ArraySlice<ArgumentText>, globals: ArgumentTable<Globals>
  ) throws -> Invocation<Globals, Payload> {
    let operands: [Argument<HelpWords>] = word == .help ? [.operand("TOPIC", \.words, "")] : []
    let spec = CommandSpec(
      path: [word.rawValue], summary: "", initial: HelpWords(), arguments: operands)
    var parser = ArgumentParser(spec: spec, program: program, globals: globals)
    let request = try parser.parse(tokens)
    try parser.check()
    if request == .version || (word == .version && request == nil) { return .version }
    let words = word == .help ? parser.command.values.words : [word.rawValue]
    return .help(try page(on: words))
  }

  private func page(on words: [String]) throws -> HelpPage {
    guard let first = words.first else { return page(on: nil, detail: .fullHelp) }
    if let word = BuiltInCommand(rawValue: first), words.count == 1 {
      return HelpPage(subject: .command(word.manifest), detail: .full, tool: outline())
    }
    if words.count == 1, let topic = topics().first(where: { $0.isNamed(first, in: program) }) {
      return HelpPage(subject: .topic(topic), detail: .full, tool: outline())
    }
    var found: CommandEntry<Payload>?
    for (index, word) in words.enumerated() {
      guard let entry = child(ArgumentText(word), of: found?.path ?? [], among: entries) else {
        let following = words[(index + 1)...].map { ArgumentText($0) }[...]
        throw found == nil
          ? unknownTopic(word)
          : unknownCommand(ArgumentText(word), after: found, before: following)
      }
      found = entry
    }
    return page(on: found, detail: .fullHelp)
  }

  private func unknownTopic(_ word: String) -> UserError {
    let commands = entries.filter { $0.path.count == 1 && !$0.outline.isHidden }
    let names = commands.flatMap { $0.path + $0.outline.aliases }
    let topics = topics().map { $0.shortName(in: program) }
    return UserError(
      .usage, "no help on \(ArgumentText(word).quoted)",
      hints: [NearestNames.hint(for: word, among: names + topics) ?? "see '\(program) help'"])
  }
}

extension ManTopic {
  /// The name without the program's: `exit-codes` of `crm-exit-codes`.
  func shortName(in program: String) -> String {
    name.hasPrefix("\(program)-") ? String(name.dropFirst(program.count + 1)) : name
  }

  fileprivate func isNamed(_ word: String, in program: String) -> Bool {
    word == name || word == shortName(in: program)
  }
}
