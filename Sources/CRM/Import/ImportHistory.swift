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

  /// One import, by the number of its operation.
  package func document(of operation: Int64) throws -> Document {
    try session.read { db in
      let run = try db.row(
        """
        SELECT r.file, r.noun, r.row_count, r.created, r.updated, r.skipped, r.rejected,
          r.created_at, u.login
        FROM import_run r
        JOIN creation c ON c."table" = 'import_run' AND r.id BETWEEN c.first AND c.last
        LEFT JOIN "user" u ON u.id = r.created_by
        WHERE c.operation = \(operation)
        """, as: String.self, String.self, Int64.self, Int64.self, Int64.self, Int64.self,
        Int64.self, String.self, String?.self)
      guard let run else {
        throw UserError(
          .notFound, "operation \(operation) is no import that stands",
          hints: ["'crm import list' lists the imports"])
      }
      return .object([
        .init("operation", label: "Operation", .text("operation/\(operation)")),
        .init("file", label: "File", .text(run.0)),
        .init("noun", label: "Noun", .text(run.1)),
        .init("rows", label: "Rows", .integer(run.2)),
        .init("created", label: "Created", .integer(run.3)),
        .init("updated", label: "Updated", .integer(run.4)),
        .init("skipped", label: "Skipped", .integer(run.5)),
        .init("rejected", label: "Rejected", .integer(run.6)),
        .init("at", label: "At", .instant(run.7)),
        .init("by", label: "By", run.8.map { .text($0) } ?? .null),
        .init("records", label: "Records", .list(try records(of: operation, in: db))),
      ])
    }
  }

  /// Ranges of new records, such as `customer/1..customer/500`.
  private func records(of operation: Int64, in db: ReadTransaction) throws -> [Document] {
    let nouns = try session.catalogue.nouns
    return try db.rows(
      "SELECT \"table\", first, last FROM creation WHERE operation = \(operation) ORDER BY 1, 2",
      as: String.self, Int64.self, Int64.self
    ).compactMap { table, first, last in
      guard let noun = nouns.first(where: { $0.table == table }) else { return nil }
      let start = noun.reference(first)
      return .text(first == last ? start : "\(start)..\(noun.reference(last))")
    }
  }
}
