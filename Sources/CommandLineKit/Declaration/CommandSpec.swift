/// The declaration of one command: everything that parsing, help, man pages and completions need.
///
/// The arguments are made only when the command is parsed or documented, so that a program can
/// declare hundreds of commands and pay at start-up for one.
package struct CommandSpec<C: Sendable>: Sendable {
  package let path: [String]
  package let aliases: [String]
  package let summary: String
  let discussion: String
  let initial: C
  let arguments: @Sendable () -> [Argument<C>]
  let hasDynamicOptions: Bool
  let conflicts: [[String]]
  let examples: [Example]
  let seeAlso: [String]
  let resolve: (@Sendable (String) throws -> Argument<C>?)?

  /// Declares a command.
  ///
  /// - Parameters:
  ///   - path: the words after the program's name.
  ///   - aliases: other spellings of the last word.
  ///   - initial: the data before any argument is read; it holds the defaults.
  ///   - hasDynamicOptions: whether there are options, each with a value, that only the program
  ///     knows when it runs; completion asks `__complete` for them.
  ///   - conflicts: names of arguments of which at most one may be given.
  ///   - resolve: asked for an option that is not declared, such as a custom field; only on such a
  ///     miss, so that it may be expensive.
  package init(
    _ path: String..., aliases: [String] = [], summary: String, discussion: String = "",
    initial: C, arguments: @autoclosure @escaping @Sendable () -> [Argument<C>],
    hasDynamicOptions: Bool = false, conflicts: [[String]] = [], examples: [Example] = [],
    seeAlso: [String] = [],
    resolve: (@Sendable (String) throws -> Argument<C>?)? = nil
  ) {
    self.init(
      path: path, aliases: aliases, summary: summary, discussion: discussion, initial: initial,
      arguments: arguments(), hasDynamicOptions: hasDynamicOptions, conflicts: conflicts,
      examples: examples, seeAlso: seeAlso,
      resolve: resolve)
  }

  /// Declares a command whose path is made from data.
  package init(
    path: [String], aliases: [String] = [], summary: String, discussion: String = "",
    initial: C, arguments: @autoclosure @escaping @Sendable () -> [Argument<C>],
    hasDynamicOptions: Bool = false, conflicts: [[String]] = [], examples: [Example] = [],
    seeAlso: [String] = [],
    resolve: (@Sendable (String) throws -> Argument<C>?)? = nil
  ) {
    self.path = path
    self.aliases = aliases
    self.summary = summary
    self.discussion = discussion
    self.initial = initial
    self.arguments = arguments
    self.hasDynamicOptions = hasDynamicOptions
    self.conflicts = conflicts
    self.examples = examples
    self.seeAlso = seeAlso
    self.resolve = resolve
  }

  /// The command as data.
  package var manifest: CommandManifest {
    CommandManifest(
      path: path, aliases: aliases, summary: summary, discussion: discussion,
      arguments: arguments().map { $0.manifest(initial: initial) },
      hasDynamicOptions: hasDynamicOptions, conflicts: conflicts, examples: examples,
      seeAlso: seeAlso)
  }
}
