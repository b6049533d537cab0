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

  /// When the last one of the present tenure happened; the empty text when there was none.
  ///
  /// Where an index has the times in order, SQLite reads the maximum from its end; where none has, it needs no sorter.
  var latestTime: SQL {
    "ifnull((SELECT max(\(time)) FROM \(tables) WHERE \(condition) AND \(time) > c.held_since), '')"
  }

  /// The record behind the one that happened to a customer or lead at the instant; of several the latest.
  func record(
    of held: Int64, _ holding: PoolHolding, at instant: Instant, in db: ReadTransaction
  ) throws -> Int64? {
    try db.value(
      """
      SELECT max(\(record)) FROM \(identifier: holding.table) c CROSS JOIN \(tables)
      WHERE c.id = \(held) AND \(condition) AND \(time) = \(instant)
      """, as: Int64?.self) ?? nil
  }
}

extension RecycleRule {
  /// The events that reset the rule, besides the beginning of the present tenure.
  func resets(_ calendar: RecycleCalendar) -> [RecycleReset] {
    switch kind {
    case .noFollowUp:
      holding == .customers
        ? followUps + [RecycleReset.stageForward, RecycleReset.newContract] : followUps
    case .noOpportunity: [RecycleReset.newOpportunity]
    case .noDeal: [RecycleReset.wonOpportunity, RecycleReset.signedContract(calendar.deals)]
    case .contractEnded: [RecycleReset.endOfContract(calendar.deals)]
    case .held: []
    }
  }

  /// A follow-up on the customer, or on any of its contacts and opportunities: the activity
  /// names the customer behind them.
  ///
  /// Those of the owner and those of collaborators are looked for apart. For the latter the way leads
  /// from the grants to the follow-ups: so a customer without collaborators costs one look-up, however
  /// much others wrote about it.
  private var followUps: [RecycleReset] {
    let ofRecord: SQL = "a.\(identifier: holding.column) = c.id AND a.deleted_at IS NULL"
    guard resetsBy == .owner else { return [.followUp("activity a", ofRecord)] }
    let owners: RecycleReset = .followUp("activity a", "\(ofRecord) AND a.created_by = c.owner")
    guard holding == .customers else { return [owners] }
    return [owners]
      + ShareGrant.reaching("c", access: .edit).map { reaches in
        .followUp(
          "customer_share g CROSS JOIN activity a",
          """
          \(reaches) AND \(ofRecord) AND a.created_by = g."user"
            AND \(ShareGrant.holds("g", at: "a.at"))
          """)
      }
  }
}

extension RecycleReset {
  fileprivate static func followUp(_ tables: SQL, _ condition: SQL) -> RecycleReset {
    RecycleReset(
      name: "follow_up", noun: "activity", time: "a.at", record: "a.id", tables: tables,
      condition: condition)
  }

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

  /// A contract that was recorded.
  fileprivate static var newContract: RecycleReset {
    RecycleReset(
      name: "contract", noun: "contract", time: "k.created_at", record: "k.id",
      tables: "contract k", condition: "k.customer = c.id AND k.deleted_at IS NULL")
  }

  /// A deal without a contract; the day on which it was closed counts.
  fileprivate static var wonOpportunity: RecycleReset {
    RecycleReset(
      name: "deal", noun: "opportunity", time: "o.closed_at", record: "o.id",
      tables: "opportunity o",
      condition: "o.customer = c.id AND \(Deal.isOpportunity("o"))")
  }

  /// A deal by contract; the day on which it was signed counts.
  fileprivate static func signedContract(_ clock: DealClock) -> RecycleReset {
    RecycleReset(
      name: "deal", noun: "contract", time: clock.instant("k.signed"), record: "k.id",
      tables: "contract k", condition: "k.customer = c.id AND \(Deal.isContract("k"))")
  }

  /// The last day of a contract.
  fileprivate static func endOfContract(_ clock: DealClock) -> RecycleReset {
    RecycleReset(
      name: "contract_end", noun: "contract", time: clock.instant("k.\"end\""), record: "k.id",
      tables: "contract k",
      condition: "k.customer = c.id AND k.\"end\" IS NOT NULL AND \(Deal.isContract("k"))")
  }
}
