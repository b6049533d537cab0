import Catalogue
import Store
import Values

/// All records of a noun as rows that an import reads back: every field that an import takes, in
/// declared order, references by external id, login or name (see `PortableName`).
package struct RecordExport {
  private let noun: Noun
  private let session: Session
  package var fields: String?
  /// Field names; `-` in front descends.
  package var sort: [String] = []
  package var limit: Int?
  package var exportsDeleted = false
  package var filter = RecordFilter()

  package init(_ noun: Noun, session: Session) {
    self.noun = noun
    self.session = session
  }

  package func feed() throws -> RowFeed {
    var query = try RecordQuery(noun, session: session, forImport: true)
    query.sort = sort.isEmpty ? ["id"] : sort
    query.limit = limit
    query.showsDeleted = exportsDeleted
    if !filter.isEmpty {
      try session.read { db in
        try query.add(filter, reader: try FieldReader(.option, session: session, db: db))
      }
    }
    return try query.feed(fields: fields, default: query.importableNames)
  }
}
