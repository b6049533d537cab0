import Store
import Values

/// One kind of event that starts the clock of a recycle rule anew.
///
/// The fragments speak of the record `c` of the surrounding query. The run, the dry run and the
/// explanation are all built from them, so that they cannot disagree.
struct RecycleReset {
  /// The machine name of the event.
  var name: String
  /// The noun of the record behind the event.
  var noun: String
  /// When it happened, and the id of the record.
  var time: SQL
  var record: SQL
  /// The tables that hold the events, and which of their rows are events of the customer.
  var tables: SQL
  var condition: SQL

  /// When the last one happened; the empty text when there was none.
  var latestTime: SQL {
    "ifnull((SELECT \(time) FROM \(tables) WHERE \(condition) ORDER BY \(time) DESC LIMIT 1), '')"
  }

  /// The last one of a record: its time and record.
  func latest(
    of held: Int64, _ holding: PoolHolding, in db: ReadTransaction
  ) throws -> (at: Instant, record: Int64)? {
    try db.row(
      """
      SELECT \(time), \(record) FROM \(identifier: holding.table) c CROSS JOIN \(tables)
      WHERE c.id = \(held) AND \(condition) ORDER BY \(time) DESC, \(record) DESC LIMIT 1
      """, as: Instant.self, Int64.self)
  }
}

extension RecycleRule {
  /// The events that reset the rule, besides the beginning of the present tenure.
  var resets: [RecycleReset] {
    switch kind {
    case .noFollowUp: [followUp, RecycleReset.stageForward]
    case .noOpportunity: [RecycleReset.newOpportunity]
    case .noDeal: [RecycleReset.deal]
    case .held: []
    }
  }

  /// A follow-up on the customer, or on any of its contacts and opportunities: the activity
  /// names the customer behind them.
  private var followUp: RecycleReset {
    let collaborates: SQL =
      holding == .customers
      ? "OR \(ShareGrant.covers(customer: "c.id", user: "a.created_by", at: "a.at", access: .edit))"
      : ""
    let author: SQL =
      resetsBy == .owner ? "AND (a.created_by = c.owner \(collaborates))" : ""
    return RecycleReset(
      name: "follow_up", noun: "activity", time: "a.at", record: "a.id",
      tables: "activity a",
      condition: """
        a.\(identifier: holding.column) = c.id AND a.deleted_at IS NULL \(author)
        """)
  }
}

extension RecycleReset {
  /// An opportunity that moved on to a later open stage, or was won.
  fileprivate static var stageForward: RecycleReset {
    RecycleReset(
      name: "stage_forward", noun: "opportunity", time: "e.at", record: "o.id",
      tables: """
        opportunity o
        CROSS JOIN stage_event e ON e.opportunity = o.id
        CROSS JOIN stage f ON f.id = e.from_stage
        CROSS JOIN stage t ON t.id = e.to_stage
        """,
      condition: """
        o.customer = c.id AND o.deleted_at IS NULL AND f.kind = 'open'
          AND (t.kind = 'won' OR (t.kind = 'open' AND t.position > f.position))
        """)
  }

  /// An opportunity that was created.
  fileprivate static var newOpportunity: RecycleReset {
    RecycleReset(
      name: "opportunity", noun: "opportunity", time: "o.created_at", record: "o.id",
      tables: "opportunity o", condition: "o.customer = c.id AND o.deleted_at IS NULL")
  }

  /// An opportunity that was won; its day counts.
  fileprivate static var deal: RecycleReset {
    RecycleReset(
      name: "deal", noun: "opportunity", time: "o.closed_at", record: "o.id",
      tables: "opportunity o",
      condition: """
        o.customer = c.id AND o.deleted_at IS NULL AND o.closed_at IS NOT NULL
          AND o.stage IN (SELECT id FROM stage WHERE kind = 'won')
        """)
  }
}
