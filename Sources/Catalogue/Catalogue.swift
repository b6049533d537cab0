/// All nouns of a store, in the order in which help lists them.
package struct Catalogue: Sendable {
  package var nouns: [Noun]

  package init(_ nouns: [Noun]) {
    self.nouns = nouns
  }

  /// The catalogue with fields that a store's users made, by the name of their noun.
  package func adding(_ custom: [(noun: String, field: Field)]) -> Catalogue {
    guard !custom.isEmpty else { return self }
    return Catalogue(
      nouns.map { noun in
        noun.adding(custom.filter { $0.noun == noun.name }.map(\.field))
      })
  }

  /// The noun of this name, plural or alias.
  package func noun(_ name: String) -> Noun? {
    nouns.first { $0.name == name }
      ?? nouns.first { $0.plural == name || $0.aliases.contains(name) }
  }
}
