import Catalogue
import Store

/// How a record is named in a file that another store reads.
///
/// Names of some nouns repeat: there are many 张伟. A record that others refer to, whose name alone
/// does not tell which one it is, and that has no external id, gets one in the file: its number in
/// this store, as in `customer-42`. So the references of the file find the record that they mean.
package struct PortableName {
  private let noun: Noun
  private let catalogue: Catalogue

  package init(_ noun: Noun, in catalogue: Catalogue) {
    self.noun = noun
    self.catalogue = catalogue
  }

  /// What a reference to the record writes; the record is the row of `alias`.
  package func reference(_ alias: SQL) -> SQL {
    let name: SQL = "\(alias).\(identifier: RecordColumn.display(of: noun))"
    guard mayRepeat else { return name }
    return """
      CASE WHEN \(alias).external_id IS NOT NULL THEN \(alias).external_id
        WHEN \(isVague(alias)) THEN \(noun.name + "-") || \(alias).id ELSE \(name) END
      """
  }

  /// The external id that the file gives the record of the row `alias`.
  package func externalID(_ alias: SQL) -> SQL {
    guard mayRepeat, !noun.identifyingFields.isEmpty else { return "\(alias).external_id" }
    return """
      CASE WHEN \(alias).external_id IS NOT NULL THEN \(alias).external_id
        WHEN \(isVague(alias)) AND \(isReferredTo(alias)) THEN \(noun.name + "-") || \(alias).id END
      """
  }

  /// Whether nothing but the external id is unique.
  private var mayRepeat: Bool { noun.hasRepeatingNames }

  /// Whether the name means other records, too: it is shared, or the external id of another.
  private func isVague(_ alias: SQL) -> SQL {
    let title = noun.field(noun.titleField)
    let key = title?.keyColumn ?? noun.titleField
    return """
      (\(alias).id IN (SELECT s.id FROM \(identifier: noun.table) s
          WHERE s.deleted_at IS NULL AND s.\(identifier: key) IN (
            SELECT \(identifier: key) FROM \(identifier: noun.table) WHERE deleted_at IS NULL
            GROUP BY 1 HAVING count(*) > 1))
        OR EXISTS (SELECT 1 FROM \(identifier: noun.table) e
          WHERE e.external_id = \(alias).\(identifier: noun.titleField) AND e.deleted_at IS NULL))
      """
  }

  private func isReferredTo(_ alias: SQL) -> SQL {
    var tests: [SQL] = []
    for other in catalogue.nouns {
      for field in other.fields where field.type == .reference(noun.name) {
        tests.append(
          """
          EXISTS (SELECT 1 FROM \(identifier: other.table) u
            WHERE u.\(identifier: field.column) = \(alias).id AND u.deleted_at IS NULL)
          """)
      }
    }
    if let owner = LineOwner.all.first(where: { $0.noun.name == noun.name }) {
      tests.append(
        """
        EXISTS (SELECT 1 FROM \(identifier: owner.table) l
          WHERE l.\(identifier: owner.column) = \(alias).id)
        """)
    }
    return tests.isEmpty ? "0" : "(\(tests.joined(separator: " OR ")))"
  }
}
