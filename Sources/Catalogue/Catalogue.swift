/// All nouns of a store, in the order in which help lists them.
package struct Catalogue: Sendable {
  package var nouns: [Noun]

  package init(_ nouns: [Noun]) {
    self.nouns = nouns
  }

  /// The noun of this name, plural or alias.
  package func noun(_ name: String) -> Noun? {
    nouns.first { $0.name == name }
      ?? nouns.first { $0.plural == name || $0.aliases.contains(name) }
  }
}
