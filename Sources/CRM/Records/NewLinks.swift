import Catalogue
import Store
import Values

/// Links that are about to be made, whatever way they came: new records, edits, files.
package struct NewLinks {
  package let field: Field
  /// A table of pairs, `record` and `target`, each once.
  package let pairs: SQL
  /// Whether a file of past years brings them.
  package let isHistoric: Bool
  package let session: Session
  package let db: WriteTransaction

  /// Makes them; a link table with more columns has them filled from the tables of `joined`, by
  /// expressions over the pair `p`.
  package func insert(
    _ columns: [(name: String, value: SQL)] = [], joining joined: SQL = ""
  ) throws {
    guard case .references(_, let link) = field.type else {
      throw UserError.bug("\(field.name) is no list of links")
    }
    let values = columns.map { ", " + $0.value }.joined(separator: "")
    try db.insert(
      link.table, columns: [link.owner, link.target] + columns.map(\.name),
      select: """
        SELECT p.record, p.target\(values) FROM \(pairs) p \(joined) ORDER BY p.record, p.target
        """)
  }
}
