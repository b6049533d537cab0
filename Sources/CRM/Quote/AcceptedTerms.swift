import Catalogue
import Store
import Values

/// What an accepted quote makes of its opportunity: the amount and the lines that were agreed.
///
/// An opportunity that is won keeps what it was won with; for one that is lost nothing is accepted.
struct AcceptedTerms {
  let quote: Int64
  /// Minor units.
  let total: Int64
  let opportunity: Int64
  let session: Session

  /// Returns how many lines the opportunity has got; nil when it keeps those that it has.
  func carryOver(in db: WriteTransaction) throws -> Int? {
    let reference = Noun.opportunity.reference(opportunity)
    let row = try db.row(
      """
      SELECT s.kind, s.name FROM opportunity o JOIN stage s ON s.id = o.stage
      WHERE o.id = \(opportunity)
      """, as: StageKind.self, String.self)
    guard let (kind, stage) = row else { throw UserError.bug("\(reference) has no stage") }
    switch kind {
    case .open:
      let lines = try replaceLines(in: db)
      try setAmount(in: db)
      return lines
    case .won:
      session.note("amount and lines of \(reference) stay: it is won")
      return nil
    case .lost, .invalid:
      throw UserError(
        .no, "\(reference) is closed: it is in the stage '\(stage)'", code: "E_CLOSED_STAGE",
        hints: ["a quote is accepted for an open or a won opportunity"])
    }
  }

  /// Lines that are those of the quote already stay, with their ids.
  private func replaceLines(in db: WriteTransaction) throws -> Int? {
    let owner = LineOwner.opportunity
    let agreed = try RecordLines(of: quote, .quote, in: db).lines.map(\.line)
    let present = try RecordLines(of: opportunity, owner, in: db).lines.map(\.line)
    guard agreed != present else { return nil }
    try db.remove(owner.table, where: "\(identifier: owner.column) = \(opportunity)")
    let inserter = LineInserter(owner, in: db)
    try inserter.insert(agreed, of: opportunity)
    try inserter.finish()
    return agreed.count
  }

  private func setAmount(in db: WriteTransaction) throws {
    try db.update(
      Noun.opportunity.table, where: "id = \(opportunity)", set: [("amount", "\(total)")])
    try NounBehavior.of(.opportunity).changed(
      RecordChange(
        noun: .opportunity, ids: [opportunity], fields: ["amount"], db: db, session: session))
  }
}
