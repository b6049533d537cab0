import Store
import Values

/// The table of the imports that stand, by which a file is recognised that was imported before.
struct ImportLedger {
  private let options: ImportOptions
  private let db: WriteTransaction

  init(_ options: ImportOptions, in db: WriteTransaction) {
    self.options = options
    self.db = db
  }

  /// The same file again changes nothing: content, noun and options are those of an import that
  /// stands. (An import that was undone is not there any more.)
  func refuseRepetition(of content: ContentHash) throws {
    guard !options.repeats else { return }
    let earlier = try db.row(
      """
      SELECT c.operation, r.created_at FROM import_run r
      JOIN creation c ON c."table" = 'import_run' AND r.id BETWEEN c.first AND c.last
      WHERE r.content_hash = \(content.digest(options: options.signature))
      ORDER BY r.id DESC LIMIT 1
      """, as: Int64.self, String.self)
    if let earlier { throw EarlierImport(operation: earlier.0, at: earlier.1) }
  }

  /// Enters an import that changed something.
  func enter(_ report: ImportReport, of content: ContentHash, session: Session) throws {
    guard report.created + report.updated + report.companions > 0 else { return }
    try db.insert(
      "import_run",
      [
        ("file", .text(report.file)), ("noun", .text(options.noun.name)),
        ("content_hash", .text(content.digest(options: options.signature))),
        ("row_count", .integer(Int64(report.rows))), ("created", .integer(Int64(report.created))),
        ("updated", .integer(Int64(report.updated))),
        ("skipped", .integer(Int64(report.skipped))),
        ("rejected", .integer(Int64(report.rejected))),
        ("created_at", .text(session.now.description)),
        ("created_by", .integer(try session.actor().id)),
      ])
  }
}
