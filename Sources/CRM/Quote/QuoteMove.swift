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
      var arriving: [QuoteState: [Int64]] = [:]
      for quote in try QuoteStanding.load(ids, session: session, in: db) {
        guard let state = try next(of: quote, in: db, &result) else { continue }
        arriving[state, default: []].append(quote.id)
        result.quotes.append(quote.id)
      }
      for (state, ids) in arriving.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        try db.update(
          Noun.quote.table, where: "id IN \(ids: ids)",
          set: [("state", "\(state)")] + assignments(reaching: state))
      }
      return result
    }
  }

  /// The state that the step leads to; nil when the quote already is there.
  private func next(
    of quote: QuoteStanding, in db: ReadTransaction, _ result: inout Result
  ) throws -> QuoteState? {
    switch step {
    case .submit:
      guard quote.state != .submitted, quote.state != .approved else { return nil }
      try quote.refuse(step.participle, unless: [.draft], after: nil)
      try refuseClosed(quote, in: db)
      return try submitted(quote, in: db, &result)
    case .approve:
      guard quote.state != .approved else { return nil }
      try quote.refuse(
        step.participle, unless: [.submitted], after: quote.state == .draft ? "submit" : nil)
      try refuseClosed(quote, in: db)
      try refuseApproval(of: quote, in: db)
      return .approved
    case .send:
      guard quote.state != .sent else { return nil }
      try quote.refuse(
        step.participle, unless: [.approved],
        after: quote.state == .draft ? "submit" : quote.state == .submitted ? "approve" : nil)
      try refuseClosed(quote, in: db)
      return .sent
    case .reject:
      guard quote.state != .rejected else { return nil }
      try quote.refuse(step.participle, unless: [.submitted, .approved, .sent], after: nil)
      try quote.refuseSuperseded(in: db)
      return .rejected
    }
  }

  /// What the step sets beside the state.
  private func assignments(
    reaching state: QuoteState
  ) throws -> [(column: String, value: SQL)] {
    let now: SQL = "\(session.now)"
    switch step {
    case .submit:
      let approval: [(column: String, value: SQL)] = [
        ("approved_at", now), ("approval", "\(Self.automatic)"),
      ]
      return [("submitted_at", now)] + (state == .approved ? approval : [])
    case .approve:
      return [
        ("approved_at", now), ("approved_by", "\(try session.actor().id)"),
        ("approval", "\(Self.manual)"),
      ]
    case .send: return [("sent_at", now)]
    case .reject(let note): return [("decided_at", now), ("decision_note", "\(note)")]
    }
  }

  private func refuseClosed(_ quote: QuoteStanding, in db: ReadTransaction) throws {
    try quote.refuseSuperseded(in: db)
    try quote.refuseExpired()
  }

  /// Approved at once, or submitted to somebody whose limit covers the discount.
  private func submitted(
    _ quote: QuoteStanding, in db: ReadTransaction, _ result: inout Result
  ) throws -> QuoteState {
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
    result.approvals.append((quote.id, isApproved, limit.judgement(on: sum)))
    return isApproved ? .approved : .submitted
  }

  /// Refuses who may not give so much discount.
  private func refuseApproval(of quote: QuoteStanding, in db: ReadTransaction) throws {
    guard let sum = try quote.sum(in: db) else { return }
    let actor = try session.actor()
    let limit = try DiscountLimit(of: actor, in: db)
    guard limit.covers(sum) else {
      throw UserError(
        .denied, "\(actor.login) may not approve \(quote.subject): \(limit.judgement(on: sum))",
        code: "E_DISCOUNT", hints: ["somebody with a role of a higher limit has to"])
    }
  }
}
