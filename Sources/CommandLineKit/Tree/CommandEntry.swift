/// One place in the command tree: a command, or a noun that has verbs.
///
/// An entry is cheap; the arguments of a command are declared only when it is asked for.
package struct CommandEntry<Payload: Sendable>: Sendable {
  /// What is known without building the command: its path, names, summary, group.
  let outline: CommandManifest
  private let make: (@Sendable () -> ParsableCommand<Payload>)?
  /// The verbs of a noun that are declared only when the noun, or everything, is asked for.
  private(set) var verbs: @Sendable () -> [CommandEntry] = { [] }

  /// A command, from its declaration.
  package init<C>(
    _ spec: CommandSpec<C>, group: String = "", isHidden: Bool = false,
    finish: @escaping @Sendable (C) throws -> Payload
  ) {
    outline = CommandManifest(
      path: spec.path, aliases: spec.aliases, summary: spec.summary, group: group,
      isHidden: isHidden)
    make = { ParsableCommand(spec, finish: finish) }
  }

  /// A command whose whole declaration is made only when it is asked for.
  ///
  /// Path, aliases and summary must be those of the declaration; `CommandTree.problems` checks it.
  package init(
    _ path: String..., aliases: [String] = [], summary: String, group: String = "",
    isHidden: Bool = false, make: @escaping @Sendable () -> ParsableCommand<Payload>
  ) {
    self.init(
      path: path, aliases: aliases, summary: summary, group: group, isHidden: isHidden, make: make)
  }

  /// A command whose path is made from data.
  package init(
    path: [String], aliases: [String] = [], summary: String, group: String = "",
    isHidden: Bool = false, make: @escaping @Sendable () -> ParsableCommand<Payload>
  ) {
    outline = CommandManifest(
      path: path, aliases: aliases, summary: summary, group: group, isHidden: isHidden)
    self.make = make
  }

  /// A noun: alone it shows its verbs.
  ///
  /// Those are given with it, and then cost nothing until the noun is asked for, or they are
  /// entries of their own whose path begins with the noun's.
  package init(
    noun: String, aliases: [String] = [], summary: String, discussion: String = "",
    group: String = "", isHidden: Bool = false,
    verbs: @escaping @Sendable () -> [CommandEntry] = { [] }
  ) {
    outline = CommandManifest(
      path: [noun], aliases: aliases, summary: summary, discussion: discussion, group: group,
      isHidden: isHidden, isRunnable: false)
    make = nil
    self.verbs = verbs
  }

  /// A group of verbs within a noun, such as those of `pool rule`.
  package init(group path: String..., summary: String) {
    outline = CommandManifest(path: path, summary: summary, isRunnable: false)
    make = nil
  }

  /// The command with verbs below it, which are declared only when it, or everything, is asked for.
  package func with(_ verbs: @escaping @Sendable () -> [CommandEntry]) -> CommandEntry {
    var entry = self
    entry.verbs = verbs
    return entry
  }

  package var path: [String] { outline.path }

  /// The command to parse with; nil for a noun.
  func command() -> ParsableCommand<Payload>? { make?() }

  /// The whole manifest, which builds the command.
  func manifest() -> CommandManifest {
    guard var manifest = make?().manifest else { return outline }
    manifest.group = outline.group
    manifest.isHidden = outline.isHidden
    return manifest
  }

  /// Whether a word of the command line means this entry.
  func isNamed(_ word: String) -> Bool {
    outline.path.last == word || outline.aliases.contains(word)
  }
}
