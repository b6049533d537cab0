import Catalogue
import Store
import Values

/// `quote add`: a quote with its lines, those of the opportunity when nobody gives others.
package struct QuoteAddition {
  /// What it is, as the texts of its fields and lines say.
  package struct Content: Sendable {
    package var values: [(field: Field, text: String)]
    /// Each alone is a line of one piece at its list price.
    package var products: [String]
    package var lines: [String]

    package init(
      _ values: [(field: Field, text: String)], products: [String] = [], lines: [String] = []
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
    let reference = Noun.quote.reference(written.value.id)
    return ChangeReport(
      "added \(reference) \(written.value.title)", written,
      records: [.init(reference, title: written.value.title)])
  }

  private func add(
    _ content: Content, in db: WriteTransaction
  ) throws -> (id: Int64, title: String) {
    let reader = try LineReader(session: session, db: db)
    let lines = try content.products.map(reader.product) + content.lines.map(reader.read)
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
