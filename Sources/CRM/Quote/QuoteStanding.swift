import Catalogue
import Store
import Values

/// What a move has to know about a quote before it may happen.
struct QuoteStanding {
  var id: Int64
  var number: String
  var state: QuoteState
  var isExpired: Bool
  var isSuperseded: Bool
  var validUntil: String?
  var customer: Int64
  var opportunity: Int64?
  var version: Int64
  /// The first version of it.
  var series: Int64
  /// Hundredths of a percent.
  var discount: Int64
  /// Minor units.
  var discountAmount: Int64

  /// The quotes in the order of their ids.
  static func load(
    _ ids: [Int64], session: Session, in db: ReadTransaction
  ) throws -> [QuoteStanding] {
    let status = QuoteStatus(today: try session.today())
    return try db.rows(
      """
      SELECT q.id, q.number, q.state, \(status.isExpired("q")), \(QuoteStatus.isSuperseded("q")),
        q.valid_until, q.customer, q.opportunity, q.version, ifnull(q.series, q.id),
        ifnull(q.discount, 0), ifnull(q.discount_amount, 0)
      FROM quote q WHERE q.id IN \(ids: ids) ORDER BY q.id
      """, as: Int64.self, String.self, QuoteState.self, Bool.self, Bool.self, String?.self,
      Int64.self, Int64?.self, Int64.self, Int64.self, Int64.self, Int64.self
    ).map {
      QuoteStanding(
        id: $0.0, number: $0.1, state: $0.2, isExpired: $0.3, isSuperseded: $0.4,
        validUntil: $0.5, customer: $0.6, opportunity: $0.7, version: $0.8, series: $0.9,
        discount: $0.10, discountAmount: $0.11)
    }
  }

  var reference: String { Noun.quote.reference(id) }
  var subject: String { "\(reference) '\(number)'" }

  /// What its lines and discounts come to; nil when that is not known.
  func sum(in db: ReadTransaction) throws -> QuoteSum? {
    try QuoteSum(
      RecordLines(of: id, .quote, in: db).lines.map(\.line), discount: discount,
      discountAmount: discountAmount)
  }

  /// Refuses what only the latest version does.
  func refuseSuperseded(in db: ReadTransaction) throws {
    guard isSuperseded else { return }
    let latest: Int64? = try db.value(
      """
      SELECT id FROM quote WHERE series = \(series) AND deleted_at IS NULL
      ORDER BY version DESC LIMIT 1
      """)
    throw UserError(
      .conflict, "\(subject) was revised", code: "E_SUPERSEDED",
      hints: latest.map { ["\(Noun.quote.reference($0)) is its latest version"] } ?? [])
  }

  /// Refuses what is possible until the last day only.
  func refuseExpired() throws(UserError) {
    guard isExpired, let validUntil else { return }
    let hint =
      state == .draft
      ? "'crm quote edit \(id) --valid-until DAY' gives it more time"
      : "'crm quote revise \(id)' makes a new version of it"
    throw UserError(
      .no, "\(subject) expired: it was valid until \(validUntil)", code: "E_EXPIRED",
      hints: [hint])
  }

  /// Refuses a step that does not follow the state.
  func refuse(_ step: String, unless states: [QuoteState], after verb: String?) throws(UserError) {
    guard !states.contains(state) else { return }
    throw UserError(
      .conflict, "\(subject) is \(state.rawValue) and cannot be \(step)", code: "E_STATE",
      hints: verb.map { ["'crm quote \($0) \(id)' comes first"] } ?? [])
  }
}
