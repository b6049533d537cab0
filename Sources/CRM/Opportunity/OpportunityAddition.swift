import Catalogue
import Store
import Values

/// `opportunity add`: an opportunity with its product lines.
package struct OpportunityAddition {
  private let session: Session

  package init(session: Session) {
    self.session = session
  }

  package func run(_ content: LinedContent) throws -> ChangeReport {
    let written = try session.write { try add(content, in: $0) }
    let reference = Noun.opportunity.reference(written.value.id)
    return ChangeReport(
      "added \(reference) \(written.value.title)", written,
      records: [.init(reference, title: written.value.title)])
  }

  /// Makes the opportunity; the body may complete its draft.
  func add(
    _ content: LinedContent, in db: WriteTransaction,
    completing: (RecordDraft) throws -> Void = { _ in }
  ) throws -> (id: Int64, title: String) {
    let lines = try content.read(by: LineReader(session: session, db: db))
    return try RecordAddition(.opportunity, session: session, db: db).add(content.values) {
      guard let rules = $0.rules as? OpportunityCreation else {
        throw UserError.bug("opportunities are made by other rules")
      }
      rules.lines = lines
      try completing($0.draft)
    }
  }
}
