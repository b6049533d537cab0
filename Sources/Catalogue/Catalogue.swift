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

  /// The catalogue without the custom field of this column.
  package func removing(column: String) -> Catalogue {
    var catalogue = self
    for index in nouns.indices {
      catalogue.nouns[index].fields.removeAll { $0.isCustom && $0.column == column }
    }
    return catalogue
  }

  /// The noun of this name, plural or alias.
  package func noun(_ name: String) -> Noun? {
    nouns.first { $0.name == name }
      ?? nouns.first { $0.plural == name || $0.aliases.contains(name) }
  }

  /// The nouns whose records are parts of a record of this one, and the field that says so.
  ///
  /// Contacts, activities and opportunities are parts of a customer, stages of a pipeline
  /// (`Field.makesPart`).
  package func parts(of noun: Noun) -> [(noun: Noun, field: Field)] {
    nouns.flatMap { part in
      part.fields.filter { $0.makesPart && $0.type == .reference(noun.name) }.map { (part, $0) }
    }
  }
}
