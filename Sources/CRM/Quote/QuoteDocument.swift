import Catalogue
import Store
import Tabular
import Values

/// `quote show`: the record, its lines, what they come to, and its versions.
package struct QuoteDocument {
  private let session: Session
  private let db: ReadTransaction
  private let digits: Int

  package init(session: Session, db: ReadTransaction) throws {
    self.session = session
    self.db = db
    digits = try session.settings().currency.minorDigits
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
        entry("versions", Label("Versions", "版本记录"), .list(try versions(of: quote)))
      ])
  }

  /// The sum of the lines, what is taken off, and what remains.
  private func sums(of quote: QuoteStanding) throws -> [Document.Entry] {
    let sum = try quote.sum(in: db)
    return [
      entry("subtotal", Label("Subtotal", "明细合计"), money(sum?.subtotal)),
      entry("reduction", Label("Reduction", "优惠合计"), money(sum.map { $0.subtotal - $0.total })),
      entry("total", Label("Total", "报价总额"), money(sum?.total)),
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
        entry("version", Label("Version", "版本"), .integer(version)),
        entry("ref", Label("Record", "记录"), .text(Noun.quote.reference(id))),
        entry("number", Label("Number", "报价编号"), .text(number)),
        entry("status", Label("Status", "状态"), .text(status)),
        entry("total", Label("Total", "报价总额"), money(total)),
        entry("created_at", Label("Created at", "创建时间"), .instant(at)),
      ])
    }
  }

  private func entry(_ name: String, _ label: Label, _ value: Document) -> Document.Entry {
    .init(name, label: label[session.language], value)
  }

  private func money(_ amount: Int64?) -> Document {
    amount.map { .decimal(Money.format($0, digits: digits)) } ?? .null
  }
}
