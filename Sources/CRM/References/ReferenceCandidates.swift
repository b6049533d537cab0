import Catalogue
import Store
import Values

/// The live records of a noun that the beginning of a name may mean, for completion in a shell.
///
/// A shell asks at every tab, so the work is bounded: names with a key column are found in its
/// index, other names among the latest records only.
package struct ReferenceCandidates {
  /// A text that names a record, and what else tells people which record it is.
  package struct Candidate: Sendable, Equatable {
    package var text: String
    package var explanation: String

    package init(text: String, explanation: String) {
      self.text = text
      self.explanation = explanation
    }
  }

  private static let latest = 20_000
  private let noun: Noun
  private let db: ReadTransaction
  /// What the actor may see, as a condition on the table under the alias `r`.
  private let isVisible: SQL

  package init(_ noun: Noun, session: Session, in db: ReadTransaction) throws {
    self.noun = noun
    self.db = db
    isVisible = RecordScope.visible(noun, alias: "r", to: try session.actor())
  }

  /// At most `limit` candidates, in the order of their texts.
  package func candidates(for prefix: String, limit: Int) throws -> [Candidate] {
    guard let name = noun.identifyingFields.first else { return [] }
    let source: SQL =
      if let key = noun.field(name)?.keyColumn {
        keyed(name, by: key, from: NameKey.key(of: prefix))
      } else {
        recent(name, startingWith: prefix)
      }
    let rows = try db.rows(
      "SELECT id, text, title FROM (\(source)) LIMIT \(limit)",
      as: Int64.self, String.self, String.self)
    return rows.map { id, text, title in
      Candidate(text: text, explanation: text == title ? noun.reference(id) : title)
    }
  }

  /// The names whose key begins with this key, in the order of the index.
  private func keyed(_ name: String, by column: String, from key: String) -> SQL {
    """
    \(select(name))
    WHERE \(identifier: column) >= \(key) AND \(identifier: column) < \(key + "\u{10FFFF}")
      AND \(isVisible)
    ORDER BY \(identifier: column), id
    """
  }

  private func recent(_ name: String, startingWith prefix: String) -> SQL {
    """
    SELECT * FROM (
      \(select(name)) WHERE \(isVisible) ORDER BY id DESC LIMIT \(Self.latest))
    WHERE substr(text, 1, \(prefix.unicodeScalars.count)) = \(prefix) COLLATE NOCASE
    ORDER BY text, id
    """
  }

  private func select(_ name: String) -> SQL {
    """
    SELECT id, \(identifier: name) AS text, \(identifier: noun.titleField) AS title
    FROM \(identifier: noun.table) r
    """
  }
}
