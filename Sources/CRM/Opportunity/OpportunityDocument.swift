import Catalogue
import Store
import Tabular
import Values

/// `opportunity show`: the record, its product lines and its way through the stages.
package struct OpportunityDocument {
  private let session: Session
  private let db: ReadTransaction
  private let digits: Int

  package init(session: Session, db: ReadTransaction) throws {
    self.session = session
    self.db = db
    digits = try session.settings().currency.minorDigits
  }

  package func document(of id: Int64) throws -> Document {
    let record = try RecordDocument(.opportunity, session: session, db: db).document(of: id)
    guard case .object(let entries) = record else { return record }
    let language = session.language
    return .object(
      entries + [
        try LineDocument(of: .opportunity, session: session, db: db).entry(of: id),
        .init(
          "stage_events", label: Label("Stages", "阶段记录")[language], .list(try events(of: id))),
      ])
  }

  private func events(of id: Int64) throws -> [Document] {
    try db.rows(
      """
      SELECT old.name, new.name, e.at, u.login, e.amount, e.probability
      FROM stage_event e JOIN stage new ON new.id = e.to_stage
      LEFT JOIN stage old ON old.id = e.from_stage LEFT JOIN "user" u ON u.id = e."by"
      WHERE e.opportunity = \(id) ORDER BY e.id
      """, as: String?.self, String.self, String.self, String?.self, Int64?.self, Int64.self
    ).map { from, to, at, by, amount, probability in
      .object([
        .init("from", from.map { .text($0) } ?? .null), .init("to", .text(to)),
        .init("at", .instant(at)), .init("by", by.map { .text($0) } ?? .null),
        .init("amount", money(amount)), .init("probability", .integer(probability)),
      ])
    }
  }

  private func money(_ amount: Int64?) -> Document {
    amount.map { .decimal(Money.format($0, digits: digits)) } ?? .null
  }
}
