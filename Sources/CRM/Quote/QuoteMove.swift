import Catalogue
import Store
import Values

/// `quote submit`, `approve`, `send` and `reject`: all of the quotes or none.
package struct QuoteMove {
  package enum Step: Sendable {
    case submit, approve, send
    case reject(note: String?)

    package var participle: String {
      switch self {
      case .submit: "submitted"
      case .approve: "approved"
      case .send: "sent"
      case .reject: "rejected"
      }
    }
  }

  package struct Result: Sendable {
    /// Those that moved.
    package var quotes: [Int64] = []
    /// How many were named, those included that already were there.
    package var asked = 0
    /// What was said about the approval of those that were submitted.
    package var approvals: [(quote: Int64, isApproved: Bool, text: String)] = []
  }

  /// Who approved a quote, and who has to.
  private static let automatic = "automatic"
  private static let manual = "manual"

  private let session: Session
  private let step: Step

  package init(_ step: Step, session: Session) {
    self.step = step
    self.session = session
  }

  package func run(_ selection: RecordSelection) throws -> Written<Result> {
    try session.write { db in
      let ids = try selection.ids(of: .quote, session: session, in: db)
      var result = Result(asked: ids.count)
      for quote in try QuoteStanding.load(ids, session: session, in: db) {
        if try move(quote, in: db, &result) { result.quotes.append(quote.id) }
      }
      return result
    }
  }

  /// False when the quote already is where it should be.
  private func move(
    _ quote: QuoteStanding, in db: WriteTransaction, _ result: inout Result
  ) throws -> Bool {
    switch step {
    case .submit:
      guard quote.state != .submitted, quote.state != .approved else { return false }
      try quote.refuse(step.participle, unless: [.draft], after: nil)
      try refuseClosed(quote, in: db)
      try submit(quote, in: db, &result)
    case .approve:
      guard quote.state != .approved else { return false }
      try quote.refuse(
        step.participle, unless: [.submitted], after: quote.state == .draft ? "submit" : nil)
      try refuseClosed(quote, in: db)
      try approve(quote, in: db)
    case .send:
      guard quote.state != .sent else { return false }
      try quote.refuse(
        step.participle, unless: [.approved],
        after: quote.state == .draft ? "submit" : quote.state == .submitted ? "approve" : nil)
      try refuseClosed(quote, in: db)
      try set(quote, .sent, [("sent_at", "\(session.now)")], in: db)
    case .reject(let note):
      guard quote.state != .rejected else { return false }
      try quote.refuse(step.participle, unless: [.submitted, .approved, .sent], after: nil)
      try quote.refuseSuperseded(in: db)
      try set(
        quote, .rejected, [("decided_at", "\(session.now)"), ("decision_note", "\(note)")], in: db)
    }
    return true
  }

  private func refuseClosed(_ quote: QuoteStanding, in db: ReadTransaction) throws {
    try quote.refuseSuperseded(in: db)
    try quote.refuseExpired()
  }

  private func submit(
    _ quote: QuoteStanding, in db: WriteTransaction, _ result: inout Result
  ) throws {
    guard let sum = try quote.sum(in: db) else {
      let isEmpty = try RecordLines(of: quote.id, .quote, in: db).lines.isEmpty
      throw UserError(
        .no, "\(quote.subject) has \(isEmpty ? "no lines" : "a line without a price")",
        code: "E_LINES", hints: ["'crm quote line \(isEmpty ? "add" : "edit")' gives it one"])
    }
    guard sum.total >= 0 else {
      throw UserError(
        .no, "the discounts of \(quote.subject) are larger than the sum of its lines",
        code: "E_DISCOUNT",
        hints: ["'crm quote edit \(quote.id) --discount-amount AMOUNT' changes them"])
    }
    let limit = try DiscountLimit(of: try session.actor(), in: db)
    let asks = try SettingValues(in: db).text(of: .quoteApproval) == Self.manual
    let isApproved = limit.covers(sum) || !asks
    var assignments: [(column: String, value: SQL)] = [("submitted_at", "\(session.now)")]
    if isApproved {
      assignments += [("approved_at", "\(session.now)"), ("approval", "\(Self.automatic)")]
    }
    try set(quote, isApproved ? .approved : .submitted, assignments, in: db)
    result.approvals.append((quote.id, isApproved, limit.judgement(on: sum)))
  }

  private func approve(_ quote: QuoteStanding, in db: WriteTransaction) throws {
    let actor = try session.actor()
    if let sum = try quote.sum(in: db) {
      let limit = try DiscountLimit(of: actor, in: db)
      guard limit.covers(sum) else {
        throw UserError(
          .denied, "\(actor.login) may not approve \(quote.subject): \(limit.judgement(on: sum))",
          code: "E_DISCOUNT", hints: ["somebody with a role of a higher limit has to"])
      }
    }
    try set(
      quote, .approved,
      [
        ("approved_at", "\(session.now)"), ("approved_by", "\(actor.id)"),
        ("approval", "\(Self.manual)"),
      ], in: db)
  }

  private func set(
    _ quote: QuoteStanding, _ state: QuoteState, _ assignments: [(column: String, value: SQL)],
    in db: WriteTransaction
  ) throws {
    try db.update(
      Noun.quote.table, where: "id = \(quote.id)",
      set: [("state", "\(state)")] + assignments)
  }
}
