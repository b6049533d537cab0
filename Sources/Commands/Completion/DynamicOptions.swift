import CRM
import Catalogue
import CommandLineKit

/// The options of a command that only the store knows, because they are those of its custom fields.
package struct DynamicOptions {
  package typealias Candidate = ReferenceCandidates.Candidate

  /// The titles of the fields, by the names of their options.
  private let titles: [String: Label]
  private let options: [ArgumentManifest]

  /// Nil when the command has none in this store.
  package init?(of path: [String], in catalogue: Catalogue) {
    guard let verb = path.last,
      let noun = catalogue.nouns.first(where: { $0.path(of: verb) == path }),
      noun.fields.contains(where: \.isCustom),
      let command = CommandRegistry.tree(of: catalogue).manifest(of: path),
      let builtIn = CommandRegistry.tree.manifest(of: path)
    else { return nil }
    titles = Dictionary(
      noun.fields.filter(\.isCustom).map { ($0.optionName, $0.label) },
      uniquingKeysWith: { first, _ in first })
    let known = Set(builtIn.arguments.map(\.name))
    options = command.options.filter { !known.contains($0.name) }
  }

  /// The options that begin with what is typed already, with the titles of their fields.
  package func names(startingWith prefix: String, language: Language) -> [Candidate] {
    options.filter { $0.spelling.hasPrefix(prefix) }.map { option in
      Candidate(
        text: option.spelling, explanation: titles[option.name]?[language] ?? option.help)
    }
  }

  /// The option that is spelt so.
  func option(_ spelling: String) -> ArgumentManifest? {
    options.first { $0.spelling == spelling }
  }
}
