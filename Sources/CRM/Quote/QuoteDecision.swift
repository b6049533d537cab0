import Catalogue
import Store
import Values

/// `quote accept`: the customer takes the offer, which the opportunity follows (`AcceptedTerms`).
package struct QuoteDecision {
  package struct Result: Sendable {
    package var quote: Int64
    package var number: String
    /// Minor units.
    package var total: Int64
    package var opportunity: Int64?
    /// How many lines the opportunity has got; nil when it keeps those that it has.
    package var newLines: Int?
    /// The draft that was made of it, if any.
    package var contract: ContractAddition.Result?
  }

  private let session: Session

  package init(session: Session) {
    self.session = session
  }

  /// Accepts the quote; when that is asked for, the draft of a contract is made of it.
  package func accept(
    _ reference: String, note: String?, draftingContract: Bool = false
  ) throws -> Written<Result> {
    try session.write { db in
      var result = try accept(reference, note: note, in: db)
      if draftingContract { result.contract = try draftContract(of: result, in: db) }
      return result
    }
  }

  private func accept(
    _ reference: String, note: String?, in db: WriteTransaction
  ) throws -> Result {
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
    let newLines = try quote.opportunity.flatMap { opportunity in
      try AcceptedTerms(quote: id, total: total, opportunity: opportunity, session: session)
        .carryOver(in: db)
    }
    return Result(
      quote: id, number: quote.number, total: total, opportunity: quote.opportunity,
      newLines: newLines)
  }

  /// A contract over what was accepted, with its lines and its total, for the owner of the quote.
  private func draftContract(
    of accepted: Result, in db: WriteTransaction
  ) throws -> ContractAddition.Result {
    let row = try db.row(
      "SELECT customer, owner FROM quote WHERE id = \(accepted.quote)",
      as: Int64.self, Int64?.self)
    guard let (customer, owner) = row else {
      throw UserError.bug("\(Noun.quote.reference(accepted.quote)) is gone")
    }
    let lines = try RecordLines(of: accepted.quote, .quote, in: db).lines.map(\.line)
    return try ContractAddition(session).add([], lines: lines, submitting: false, in: db) { draft in
      draft.set(try draft.number(of: "customer"), integer: customer)
      if let opportunity = accepted.opportunity {
        draft.set(try draft.number(of: "opportunity"), integer: opportunity)
      }
      draft.set(try draft.number(of: "amount"), integer: accepted.total)
      if let owner { draft.set(try draft.number(of: "owner"), integer: owner) }
    }
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
}
