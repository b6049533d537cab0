import Catalogue
import Store
import Values

/// `opportunity add`: an opportunity with its product lines.
package struct OpportunityAddition {
  private let session: Session

  package init(session: Session) {
    self.session = session
  }

  /// Makes the opportunity; a product alone is a line of one piece at its list price.
  package func run(
    _ values: [(field: Field, text: String)], products: [String], lines: [String]
  ) throws -> ChangeReport {
    let written = try session.write { db in
      let reader = try OpportunityLineReader(session: session, db: db)
      var all: [OpportunityCreation.Line] = []
      for product in products {
        all.append(.init(product: try reader.product(product), quantity: 1000, price: nil))
      }
      for line in lines { all.append(try reader.read(line)) }
      return try RecordAddition(.opportunity, session: session, db: db).add(values) { creator in
        guard let rules = creator.rules as? OpportunityCreation else {
          throw UserError.bug("opportunities are made by other rules")
        }
        rules.lines = all
      }
    }
    let reference = Noun.opportunity.reference(written.value.id)
    return ChangeReport(
      "added \(reference) \(written.value.title)", written,
      records: [.init(reference, title: written.value.title)])
  }
}
