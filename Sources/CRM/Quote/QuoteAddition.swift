import Catalogue
import Store
import Values

/// `quote add`: a quote with its lines, those of the opportunity when nobody gives others.
package struct QuoteAddition {
  private let session: Session

  package init(session: Session) {
    self.session = session
  }

  package func run(_ content: LinedContent) throws -> ChangeReport {
    let written = try session.write { try add(content, in: $0) }
    let reference = Noun.quote.reference(written.value.id)
    return ChangeReport(
      "added \(reference) \(written.value.title)", written,
      records: [.init(reference, title: written.value.title)])
  }

  private func add(
    _ content: LinedContent, in db: WriteTransaction
  ) throws -> (id: Int64, title: String) {
    let lines = try content.read(by: LineReader(session: session, db: db))
    return try RecordAddition(.quote, session: session, db: db).add(content.values) { creator in
      guard let rules = creator.rules as? QuoteCreation else {
        throw UserError.bug("quotes are made by other rules")
      }
      let draft = creator.draft
      let opportunity = draft.integer(try draft.number(of: "opportunity"))
      let hasCustomer = draft.hasValue(try draft.number(of: "customer"))
      guard opportunity != nil || hasCustomer else {
        throw UserError(
          .usage, "a quote needs an opportunity or a customer", code: "E_REQUIRED",
          hints: ["name the opportunity, or give --customer"])
      }
      rules.lines = lines
      if lines.isEmpty, let opportunity {
        rules.lines = try RecordLines(of: opportunity, .opportunity, in: db).lines.map(\.line)
      }
    }
  }
}
