/// The whole command line as data: help, man pages and completions are made from this alone.
package struct ToolManifest: Sendable, Equatable, Codable {
  /// The version of this format; it grows when a reader of old manifests would misread new ones.
  package var formatVersion = 1
  package var program: String
  package var summary: String
  /// Options that stand anywhere before `--`, the built-in ones included.
  package var globals: [ArgumentManifest]
  /// Nouns and commands in the order in which they are listed.
  package var commands: [CommandManifest]
  package var topics: [ManTopic]
  /// Names of global options that completion hands on, such as the one that chooses the store.
  package var contextOptions: [String]

  /// The visible commands one level below a path; the empty path is the program itself.
  package func children(of path: [String]) -> [CommandManifest] {
    commands.filter {
      !$0.isHidden && $0.path.count == path.count + 1 && $0.path.starts(with: path)
    }
  }
}
