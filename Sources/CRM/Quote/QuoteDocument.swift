import Catalogue
import Store
import Tabular
import Values

/// `quote show`: the record, its lines, what they come to, and its versions.
package struct QuoteDocument {
  private let session: Session
  private let db: ReadTransaction
  private let currency: Currency

  package init(session: Session, db: ReadTransaction) throws {
    self.session = session
    self.db = db
    currency = try session.settings().currency
  }

  package func document(of id: Int64) throws -> Document {
    let record = try RecordDocument(.quote, session: session, db: db).document(of: id)
    guard case .object(let entries) = record,
      let quote = try QuoteStanding.load([id], session: session, in: db).first
    else { return record }
    let sums = ["total", "subtotal"]
    return .object(
      entries.filter { !sums.contains($0.name) } + [
        try LineDocument(of: .quote, session: session, db: db).entry(of: id)
      ] + (try self.sums(of: quote)) + [
        session.entry("versions", Label("Versions", "版本记录"), .list(try versions(of: quote)))
      ])
  }

  /// The sum of the lines, what is taken off, and what remains.
  private func sums(of quote: QuoteStanding) throws -> [Document.Entry] {
    let sum = try quote.sum(in: db)
    return [
      session.entry("subtotal", Label("Subtotal", "明细合计"), currency.document(sum?.subtotal)),
      session.entry(
        "reduction", Label("Reduction", "优惠合计"),
        currency.document(sum.map { $0.subtotal - $0.total })),
      session.entry("total", Label("Total", "报价总额"), currency.document(sum?.total)),
    ]
  }

  private func versions(of quote: QuoteStanding) throws -> [Document] {
    let status = QuoteStatus(today: try session.today())
    guard let state = status.fact("status", "q") else { return [] }
    return try db.rows(
      """
      SELECT q.id, q.number, q.version, \(state), \(QuoteStatus.total("q")), q.created_at
      FROM quote q
      WHERE (q.id = \(quote.series) OR q.series = \(quote.series)) AND q.deleted_at IS NULL
      ORDER BY q.version
      """, as: Int64.self, String.self, Int64.self, String.self, Int64?.self, String.self
    ).map { id, number, version, status, total, at in
      .object([
        session.entry("version", Label("Version", "版本"), .integer(version)),
        session.entry("ref", Label("Record", "记录"), .text(Noun.quote.reference(id))),
        session.entry("number", Label("Number", "报价编号"), .text(number)),
        session.entry("status", Label("Status", "状态"), .text(status)),
        session.entry("total", Label("Total", "报价总额"), currency.document(total)),
        session.entry("created_at", Label("Created at", "创建时间"), .instant(at)),
      ])
    }
  }
}
