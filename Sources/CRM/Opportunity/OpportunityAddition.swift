import Catalogue
import Store
import Values

/// `opportunity add`: an opportunity with its product lines.
package struct OpportunityAddition {
  /// What it is, as the texts of its fields and lines say.
  package struct Content: Sendable {
    package var values: [(field: Field, text: String)] = []
    /// Each alone is a line of one piece at its list price.
    package var products: [String] = []
    package var lines: [String] = []

    package init(
      _ values: [(field: Field, text: String)] = [], products: [String] = [], lines: [String] = []
    ) {
      self.values = values
      self.products = products
      self.lines = lines
    }
  }

  private let session: Session

  package init(session: Session) {
    self.session = session
  }

  package func run(_ content: Content) throws -> ChangeReport {
    let written = try session.write { try add(content, in: $0) }
    let reference = Noun.opportunity.reference(written.value.id)
    return ChangeReport(
      "added \(reference) \(written.value.title)", written,
      records: [.init(reference, title: written.value.title)])
  }

  /// Makes the opportunity; the body may complete its draft.
  func add(
    _ content: Content, in db: WriteTransaction,
    completing: (RecordDraft) throws -> Void = { _ in }
  ) throws -> (id: Int64, title: String) {
    let reader = try LineReader(session: session, db: db)
    let lines = try content.products.map(reader.product) + content.lines.map(reader.read)
    return try RecordAddition(.opportunity, session: session, db: db).add(content.values) {
      guard let rules = $0.rules as? OpportunityCreation else {
        throw UserError.bug("opportunities are made by other rules")
      }
      rules.lines = lines
      try completing($0.draft)
    }
  }
}
