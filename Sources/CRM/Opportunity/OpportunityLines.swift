import Catalogue
import Store
import Values

extension LineOwner {
  /// The lines of opportunities, which the amount follows.
  package static let opportunity = LineOwner(
    .opportunity, changed: OpportunityLines.changed,
    isFollowing: { alias, before, _ in
      """
      \(alias).amount IS \(before)
        AND \(alias).stage IN (SELECT id FROM stage WHERE kind = 'open')
      """
    })
}

/// What the amount of an opportunity makes of its lines.
///
/// It follows them as long as it is what they came to: another amount was set by hand and stays, and
/// so does that of a closed opportunity.
enum OpportunityLines {
  @Sendable
  static func changed(_ change: LinesChange) throws {
    guard change.before.total != change.after.total else { return }
    let id = change.record
    let reference = Noun.opportunity.reference(id)
    let digits = try change.session.settings().currency.minorDigits
    let state = try change.db.row(
      "SELECT o.amount, s.kind FROM opportunity o JOIN stage s ON s.id = o.stage WHERE o.id = \(id)",
      as: Int64?.self, StageKind.self)
    guard let (amount, kind) = state else { throw UserError.bug("\(reference) has no stage") }
    guard kind.isOpen else {
      change.session.note("the amount stays: \(reference) is closed")
      return
    }
    guard amount == change.before.total else {
      change.session.note(
        "the amount stays \(amount.map { Money.format($0, digits: digits) } ?? "unknown"), "
          + "which is not what the lines came to")
      return
    }
    try change.db.update(
      Noun.opportunity.table, where: "id = \(id)", set: [("amount", "\(change.after.total)")])
    try NounBehavior.of(.opportunity).changed(
      RecordChange(
        noun: .opportunity, ids: [id], fields: ["amount"], db: change.db, session: change.session))
  }
}
