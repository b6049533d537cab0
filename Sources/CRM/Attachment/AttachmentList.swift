import Catalogue
import Store

/// `attach list`: the files on a record, or all of them.
package struct AttachmentList {
  /// What is shown unless asked otherwise.
  package static let fields = ["id", "name", "bytes", "created_at", "created_by"]

  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// The files on the record that the text names.
  package func query(_ record: String, showsDeleted: Bool = false) throws -> RecordQuery {
    let (noun, id) = try session.read { db in
      try AttachmentHolder.find(record, session: session, in: db)
    }
    var query = try RecordQuery(.attachment, session: session)
    query.conditions = ["r.\(identifier: noun.name) = \(id)"]
    query.showsDeleted = showsDeleted
    return query
  }
}
