import Catalogue
import Store
import Values

/// `opportunity win`, `lose` and `invalid`: the ways in which an opportunity ends.
package struct OpportunityClosing {
  package enum Ending: Sendable {
    /// The amount replaces the opportunity's own, in minor units.
    case won(amount: Int64?)
    /// The reason is a key of the list `opportunity.lost_reason`.
    case lost(reason: String, competitor: String?, note: String?)
    case invalid(note: String?)

    var kind: StageKind {
      switch self {
      case .won: .won
      case .lost: .lost
      case .invalid: .invalid
      }
    }
  }

  /// The key of the reason that says nothing by itself.
  private static let otherReason = "other"

  private let session: Session
  private let ending: Ending
  /// When it was decided; now when not given.
  private let closedAt: Instant?
  /// Whether drafts of contracts are made of what is won.
  private let draftsContracts: Bool

  package init(
    _ ending: Ending, at closedAt: Instant? = nil, draftingContracts: Bool = false,
    session: Session
  ) {
    draftsContracts = draftingContracts
    self.session = session
    self.ending = ending
    self.closedAt = closedAt
  }

  /// Resolves the opportunities under the writer's lock and moves all of them, or none.
  package func run(_ opportunities: RecordSelection) throws -> ChangeReport {
    let at = closedAt ?? session.now
    guard at <= session.now else {
      throw UserError(
        .usage, "an opportunity cannot be closed in the future: \(at)", code: "E_FUTURE")
    }
    let written = try session.write { db in
      let assignments = try assignments(at: at, in: db)
      var move = try StageMove(session: session, db: db)
      let ids = try opportunities.ids(of: .opportunity, session: session, in: db)
      try move.plan(ids) { opportunity, _, pipeline in
        try check(opportunity, at: at)
        return try pipeline.ending(ending.kind)
      }
      try move.write(at: at, set: assignments)
      let contracts =
        draftsContracts
        ? try ContractAddition(session).add(forOpportunities: ids, in: db) : []
      return (steps: move.steps, asked: ids.count, contracts: contracts)
    }
    var report = StageMoveReport.make(
      written, steps: written.value.steps, asked: written.value.asked)
    for contract in written.value.contracts {
      let reference = Noun.contract.reference(contract.id)
      report.records.append(.init(reference, title: contract.number))
      session.note(
        "\(reference) \(contract.number) is a draft: 'crm contract submit' makes it count")
    }
    return report
  }

  private func check(_ opportunity: OpportunityState, at: Instant) throws {
    guard opportunity.lastMove <= at.description else {
      throw UserError(
        .usage, "\(opportunity.subject) moved at \(opportunity.lastMove), after \(at)",
        code: "E_CLOSED_AT", hints: ["--at takes a day or instant after its last move"])
    }
    guard case .won(let amount) = ending else { return }
    guard let amount = amount ?? opportunity.amount else {
      throw UserError(
        .no, "\(opportunity.subject) has no amount", code: "E_AMOUNT",
        hints: ["--amount gives one; a won opportunity needs more than zero"])
    }
    guard amount > 0 else {
      throw UserError(
        .no, "the amount of \(opportunity.subject) is not greater than zero", code: "E_AMOUNT",
        hints: ["--amount gives one"])
    }
  }

  private func assignments(
    at: Instant, in db: ReadTransaction
  ) throws -> [(column: String, value: SQL)] {
    var assignments: [(column: String, value: SQL)] = [("closed_at", "\(at)")]
    switch ending {
    case .won(let amount):
      if let amount { assignments.append(("amount", "\(amount)")) }
    case .lost(let reason, let competitor, let note):
      let list = try OptionList("opportunity.lost_reason", in: db)
      guard let key = list.key(for: reason) else { throw list.unknown(reason, field: "reason") }
      if key == Self.otherReason, note == nil {
        throw UserError(
          .usage, "the reason '\(list.label(of: key, in: session.language))' needs a note",
          code: "E_REQUIRED", hints: ["--note says what it was"])
      }
      assignments.append(("lost_reason", "\(key)"))
      if let note { assignments.append(("lost_note", "\(note)")) }
      if let competitor { assignments.append(("competitor", "\(competitor)")) }
    case .invalid(let note):
      if let note { assignments.append(("lost_note", "\(note)")) }
    }
    return assignments
  }
}
