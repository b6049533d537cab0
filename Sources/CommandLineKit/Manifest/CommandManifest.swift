/// What there is to know about one command, or about one noun and its verbs, as data.
package struct CommandManifest: Sendable, Equatable, Codable {
  /// The words after the program's name: `["pool", "claim"]`.
  package var path: [String]
  /// Other spellings of the last word.
  package var aliases: [String] = []
  /// One short line without a period at its end.
  package var summary: String
  /// Paragraphs separated by blank lines; indented lines are kept as they are.
  package var discussion = ""
  /// The heading of the overview under which a top-level word stands.
  package var group = ""
  package var isHidden = false
  /// Whether this can be run; a noun cannot, it only has verbs.
  package var isRunnable = true
  package var arguments: [ArgumentManifest] = []
  /// Whether there are options that the program knows only when it runs, all of which take a value.
  package var hasDynamicOptions = false
  /// Names of arguments of which at most one may be given.
  package var conflicts: [[String]] = []
  package var examples: [Example] = []
  /// Pages and commands worth reading next: `crm-formats(7)`, `crm pool release`.
  package var seeAlso: [String] = []

  /// What completion asks `__complete` for to learn those options; with `:--NAME` behind it, for
  /// the values of one of them.
  package var dynamicOptionsKind: String? {
    hasDynamicOptions ? "command:" + path.joined(separator: ".") : nil
  }

  package var operands: [ArgumentManifest] { arguments.filter { $0.kind == .operand } }
  package var options: [ArgumentManifest] {
    arguments.filter { $0.kind != .operand && !$0.isHidden }
  }
}
