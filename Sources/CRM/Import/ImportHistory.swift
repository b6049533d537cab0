import Store
import Tabular
import Values

/// The imports that stand, newest first: what came from which file.
package struct ImportHistory {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  private static let columns = [
    Column("operation", label: "Operation"), Column("file", label: "File"),
    Column("noun", label: "Noun"), Column("rows", label: "Rows", kind: .integer),
    Column("created", label: "Created", kind: .integer),
    Column("updated", label: "Updated", kind: .integer),
    Column("skipped", label: "Skipped", kind: .integer),
    Column("rejected", label: "Rejected", kind: .integer),
    Column("at", label: "At", kind: .instant), Column("by", label: "By"),
  ]

  package func feed(limit: Int?) -> RowFeed {
    RowFeed(
      columns: Self.columns,
      query: """
        SELECT 'operation/' || c.operation, r.file, r.noun, r.row_count, r.created, r.updated,
          r.skipped, r.rejected, r.created_at, u.login
        FROM import_run r
        JOIN creation c ON c."table" = 'import_run' AND r.id BETWEEN c.first AND c.last
        LEFT JOIN "user" u ON u.id = r.created_by
        ORDER BY r.id DESC LIMIT \(limit ?? -1)
        """)
  }
}
