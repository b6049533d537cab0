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

  /// The lead to work on now, with its score.
  package func first() throws -> Document {
    let actor = try session.actor()
    let today = try session.today()
    return try session.read { db in
      guard
        let score = try FactExpression(asOf: today, session: session)
          .sql("score", of: .lead, alias: "r")
      else { throw UserError.bug("leads have no score") }
      let best = try db.row(
        """
        SELECT r.id, \(score) AS score FROM lead r
        WHERE r.owner = \(actor.id) AND r.status IN \(list: LeadStatus.open)
          AND \(RecordScope.visible(.lead, alias: "r", to: actor))
        ORDER BY score DESC, r.next_follow_up IS NULL, r.next_follow_up, r.id LIMIT 1
        """, as: Int64.self, Int64.self)
      guard let (id, points) = best else {
        throw UserError(
          .no, "no open lead is yours", code: "E_NONE",
          hints: ["'crm lead list --where \"pool is present\"' shows those that nobody has"])
      }
      let document = try RecordDocument(.lead, session: session, db: db).document(of: id)
      guard case .object(let entries) = document else { return document }
      let label = Noun.lead.facts.first { $0.name == "score" }?.label[session.language] ?? ""
      return .object(entries + [Document.Entry("score", label: label, .integer(points))])
    }
  }
}
