import Catalogue
import Store
import Values

/// What a move has to know about an opportunity before it may happen.
struct OpportunityState {
  var id: Int64
  var name: String
  var pipeline: Int64
  var stage: Int64
  /// Minor units.
  var amount: Int64?
  /// The instant of its last move, as text; later moves cannot lie before it.
  var lastMove: String

  /// The opportunities in the order of their ids.
  static func load(_ ids: [Int64], in db: ReadTransaction) throws -> [OpportunityState] {
    try db.rows(
      """
      SELECT o.id, o.name, o.pipeline, o.stage, o.amount,
        ifnull((SELECT max(e.at) FROM stage_event e WHERE e.opportunity = o.id), o.created_at)
      FROM opportunity o WHERE o.id IN \(ids: ids) ORDER BY o.id
      """, as: Int64.self, String.self, Int64.self, Int64.self, Int64?.self, String.self
    ).map {
      OpportunityState(
        id: $0.0, name: $0.1, pipeline: $0.2, stage: $0.3, amount: $0.4, lastMove: $0.5)
    }
  }

  var subject: String { "\(Noun.opportunity.reference(id)) '\(name)'" }
}
