import Catalogue
import Store
import Values

/// `quote accept`: the customer takes the offer, whose total becomes the opportunity's amount.
package struct QuoteDecision {
  package struct Result: Sendable {
    package var quote: Int64
    package var number: String
    /// Minor units.
    package var total: Int64
    package var opportunity: Int64?
  }

  private let session: Session

  package init(session: Session) {
    self.session = session
  }

  package func accept(_ reference: String, note: String?) throws -> Written<Result> {
    try session.write { try accept(reference, note: note, in: $0) }
  }

  func accept(_ reference: String, note: String?, in db: WriteTransaction) throws -> Result {
    let id = try ReferenceResolver(.quote, session: session, in: db).id(for: reference)
    guard let quote = try QuoteStanding.load([id], session: session, in: db).first else {
      throw UserError.bug("\(Noun.quote.reference(id)) is gone")
    }
    try check(quote, in: db)
    guard let total = try quote.sum(in: db)?.total else {
      throw UserError(.no, "\(quote.subject) comes to nothing known", code: "E_LINES")
    }
    try db.update(
      Noun.quote.table, where: "id = \(id)",
      set: [
        ("state", "\(QuoteState.accepted)"), ("decided_at", "\(session.now)"),
        ("decision_note", "\(note)"),
      ])
    if let opportunity = quote.opportunity { try set(total, on: opportunity, in: db) }
    return Result(quote: id, number: quote.number, total: total, opportunity: quote.opportunity)
  }

  private func check(_ quote: QuoteStanding, in db: ReadTransaction) throws {
    guard quote.state != .accepted else {
      throw UserError(.conflict, "\(quote.subject) is already accepted", code: "E_STATE")
    }
    try quote.refuseSuperseded(in: db)
    if let opportunity = quote.opportunity { try Self.refuseSecond(of: opportunity, in: db) }
    let missing: String? =
      switch quote.state {
      case .draft: "submit"
      case .submitted: "approve"
      case .approved: "send"
      default: nil
      }
    try quote.refuse("accepted", unless: [.sent], after: missing)
    try quote.refuseExpired()
  }

  /// Refuses to accept anything for an opportunity of which a quote is accepted.
  static func refuseSecond(of opportunity: Int64, in db: ReadTransaction) throws {
    let row = try db.row(
      """
      SELECT id, number FROM quote
      WHERE opportunity = \(opportunity) AND state = 'accepted' AND deleted_at IS NULL
      """, as: Int64.self, String.self)
    guard let (id, number) = row else { return }
    throw UserError(
      .conflict,
      "\(Noun.quote.reference(id)) '\(number)' is already accepted for "
        + Noun.opportunity.reference(opportunity), code: "E_ACCEPTED",
      hints: ["of an opportunity one quote is accepted at most"])
  }

  /// The amount of a closed opportunity stays what it was closed with.
  private func set(_ total: Int64, on opportunity: Int64, in db: WriteTransaction) throws {
    let reference = Noun.opportunity.reference(opportunity)
    let row = try db.row(
      """
      SELECT s.kind, s.name FROM opportunity o JOIN stage s ON s.id = o.stage
      WHERE o.id = \(opportunity)
      """, as: StageKind.self, String.self)
    guard let (kind, stage) = row else { throw UserError.bug("\(reference) has no stage") }
    switch kind {
    case .open:
      try db.update(
        Noun.opportunity.table, where: "id = \(opportunity)", set: [("amount", "\(total)")])
      try NounBehavior.of(.opportunity).changed(
        RecordChange(
          noun: .opportunity, ids: [opportunity], fields: ["amount"], db: db, session: session))
    case .won:
      session.note("the amount of \(reference) stays: it is won")
    case .lost, .invalid:
      throw UserError(
        .no, "\(reference) is closed: it is in the stage '\(stage)'", code: "E_CLOSED_STAGE",
        hints: ["a quote is accepted for an open or a won opportunity"])
    }
  }
}
