import Values

/// The whole command line of a program: its commands, its global options, its help topics.
package struct CommandTree<Globals: Sendable, Payload: Sendable>: Sendable {
  package let program: String
  package let summary: String
  package let globals: OptionGroup<Globals>
  /// The entries that are known at start-up; the verbs of most nouns are not among them.
  let roots: [CommandEntry<Payload>]
  let contextOptions: [String]
  let topics: @Sendable () -> [ManTopic]

  /// - Parameters:
  ///   - entries: commands and nouns in the order in which they are listed.
  ///   - contextOptions: names of the global options with a value that `__complete` needs to see.
  ///   - topics: the pages of `crm help TOPIC`; made only when asked for.
  package init(
    program: String, summary: String, globals: OptionGroup<Globals>,
    entries: [CommandEntry<Payload>], contextOptions: [String] = [],
    topics: @escaping @Sendable () -> [ManTopic] = { [] }
  ) {
    self.program = program
    self.summary = summary
    self.globals = globals
    roots = entries
    self.contextOptions = contextOptions
    self.topics = topics
  }

  /// All entries, every noun followed by its verbs.
  package var entries: [CommandEntry<Payload>] {
    roots.flatMap { [$0] + $0.verbs() }
  }

  /// One command as data; builds that command alone.
  package func manifest(of path: [String]) -> CommandManifest? {
    let verbs = roots.first { $0.path == Array(path.prefix(1)) }?.verbs() ?? []
    return (roots + verbs).first { $0.path == path }?.manifest()
  }

  /// Understands a command line, without the program's name; every mistake is a usage error.
  package func parse(_ arguments: [ArgumentText]) throws -> Invocation<Globals, Payload> {
    var table = ArgumentTable(
      initial: globals.initial, arguments: globals.arguments, conflicts: globals.conflicts)
    var rest = arguments[...]
    var request: BuiltInOption?
    let position = try descend(&rest, globals: &table, request: &request)

    if let word = position.word, request == nil {
      return try builtIn(word, rest, globals: table)
    }
    if request == .version { return .version }
    if let request { return .help(page(on: position.entry, detail: request)) }
    guard let entry = position.entry, let command = entry.command() else {
      guard let next = rest.first else {
        return .help(page(on: position.entry, detail: .shortHelp))
      }
      throw unknownCommand(next, after: position.entry, before: rest.dropFirst())
    }
    let payload = try command.parse(rest, program: program, globals: &table, request: &request)
    if let payload { return .run(table.values, payload) }
    return request == .version ? .version : .help(page(on: entry, detail: request ?? .shortHelp))
  }
}
