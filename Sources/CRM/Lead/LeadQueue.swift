import Catalogue
import Store
import Tabular
import Values

/// The open leads of the actor in the order in which to work on them: the best score first, then
/// the next follow-up, then the oldest.
package struct LeadQueue {
  private let session: Session

  package init(_ session: Session) {
    self.session = session
  }

  /// The lead to work on now.
  package func first() throws -> Document {
    let actor = try session.actor()
    let today = try session.today()
    return try session.read { db in
      guard
        let score = try FactExpression(asOf: today, session: session)
          .sql("score", of: .lead, alias: "r")
      else { throw UserError.bug("leads have no score") }
      let id: Int64? = try db.value(
        """
        SELECT r.id FROM lead r
        WHERE r.owner = \(actor.id) AND r.status IN \(list: LeadStatus.open)
          AND \(RecordScope.visible(.lead, alias: "r", to: actor))
        ORDER BY \(score) DESC, r.next_follow_up IS NULL, r.next_follow_up, r.id LIMIT 1
        """)
      guard let id else {
        throw UserError(
          .no, "no open lead is yours", code: "E_NONE",
          hints: ["'crm lead list --where 'pool is not missing'' shows those that nobody has"])
      }
      return try RecordDocument(.lead, session: session, db: db).document(of: id)
    }
  }
}
