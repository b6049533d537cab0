import Catalogue

/// How the records of a noun stand in a configuration file; all of it follows from the catalogue.
///
/// A section bears the plural of the noun. Records that are parts of others stand within them (the
/// stages of a pipeline), records with a group field under the value of that field (the entries of
/// an option list). Where a noun has a position, the order of the file says it.
package struct ConfigurationLayout: Sendable {
  package let noun: Noun
  /// The field that names a record within its section, group or whole.
  package let title: Field
  package let group: Field?
  /// The reference to the record that these are parts of.
  package let whole: Field?
  package let position: Field?
  /// Records are in order by position among those with the same values of these.
  let ranks: [Field]
  /// What stands in a record behind its title, in order.
  package let fields: [Field]
  package let parts: [ConfigurationLayout]

  package var name: String { noun.plural }

  /// The sections of a file, in the order in which they stand there and are applied.
  ///
  /// Custom fields come first, because they make option lists, and these second, because everything
  /// else may name their entries.
  package static func sections(of catalogue: Catalogue) -> [ConfigurationLayout] {
    let nouns = catalogue.nouns.filter { noun in
      noun.isConfiguration && !isPartOfConfiguration(noun, in: catalogue)
    }
    let first = [Noun.customField.name, Noun.dict.name]
    return
      (first.compactMap { name in nouns.first { $0.name == name } }
      + nouns.filter { !first.contains($0.name) }).compactMap {
        ConfigurationLayout($0, in: catalogue)
      }
  }

  private static func isPartOfConfiguration(_ noun: Noun, in catalogue: Catalogue) -> Bool {
    noun.fields.contains { field in
      guard field.makesPart, case .reference(let whole) = field.type else { return false }
      return catalogue.noun(whole)?.isConfiguration ?? false
    }
  }

  /// Nil for a noun without the field that names its records: there is none.
  private init?(_ noun: Noun, partOf whole: Field? = nil, in catalogue: Catalogue) {
    guard let title = noun.field(noun.titleField) else { return nil }
    self.noun = noun
    self.title = title
    self.whole = whole
    group = noun.groupField.flatMap(noun.field)
    position = noun.defaultSort.contains("position") ? noun.field("position") : nil
    ranks = noun.defaultSort.prefix { $0 != "position" }.compactMap(noun.field).filter {
      ![noun.groupField, whole?.name].contains($0.name)
    }
    let elsewhere = Set([title, group, whole, position].compactMap(\.?.name))
    fields = noun.fields.filter { $0.isSetAtCreation && !elsewhere.contains($0.name) }
    parts = catalogue.parts(of: noun).filter(\.noun.isConfiguration).compactMap {
      ConfigurationLayout($0.noun, partOf: $0.field, in: catalogue)
    }
  }

  /// How messages and plans name a record: `customer.industry.retail`, `Sales/Quote`.
  func path(group: String?, whole: String?, title: String) -> String {
    (whole.map { $0 + "/" } ?? "") + (group.map { $0 + "." } ?? "") + title
  }
}
