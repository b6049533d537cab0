import Catalogue
import Store
import Values

/// The behaviors of follow-ups as events, each with the terms that it was recorded under: so a new
/// price does not change what happened before.
enum BehaviorEvents {
  /// Makes the events of new links, on the days of their activities.
  @Sendable
  static func record(_ links: NewLinks) throws {
    if !links.isHistoric {
      let given: [Int64] = try links.db.values(
        "SELECT DISTINCT target FROM \(links.pairs) ORDER BY 1")
      let inactive = try inactive(in: links.db)
      if let name = given.compactMap({ inactive[$0] }).first { throw Self.inactive(name) }
    }
    let days = try days(
      of: "SELECT DISTINCT record FROM \(links.pairs)", session: links.session, db: links.db)
    try links.insert(
      [("customer", "a.customer"), ("lead", "a.lead"), ("day", "d.day")]
        + BehaviorTerms.columns.map {
          ($0, "b.\(identifier: $0)")
        },
      joining: """
        JOIN activity a ON a.id = p.record JOIN behavior b ON b.id = p.target
        JOIN \(days) d ON d.activity = p.record
        """)
  }

  /// Takes the events of activities that were put on another day with them.
  static func moveToDays(of activities: [Int64], session: Session, db: WriteTransaction) throws {
    let days = try days(of: "SELECT value FROM \(ids: activities)", session: session, db: db)
    try db.update(
      "behavior_event", where: "activity IN \(ids: activities)",
      set: [
        ("day", "(SELECT d.day FROM \(days) d WHERE d.activity = behavior_event.activity)")
      ])
  }

  /// The names of the behaviors that are no longer given, by id.
  static func inactive(in db: ReadTransaction) throws -> [Int64: String] {
    var names: [Int64: String] = [:]
    for (id, name) in try db.rows(
      "SELECT id, name FROM behavior WHERE active = 0", as: Int64.self, String.self)
    {
      names[id] = name
    }
    return names
  }

  /// What is said to whoever gives one.
  static func inactive(_ name: String) -> UserError {
    UserError(
      .no, "the behavior '\(name)' is not active", code: "E_INACTIVE",
      hints: ["'crm behavior edit \(name) --active yes' gives it again"])
  }

  /// A temporary table of activities and the numbers of their days, which the store's zone decides.
  private static func days(
    of activities: SQL, session: Session, db: WriteTransaction
  ) throws -> SQL {
    let zone = try session.settings().zone
    let days = try StagedRows(
      "activity_day", columns: "activity INTEGER PRIMARY KEY, day INTEGER", width: 2, in: db)
    var last: Int64 = 0
    while true {
      // In batches, because rows cannot be put aside while a statement is being read.
      let batch = try db.rows(
        """
        SELECT id, at FROM activity WHERE id IN (\(activities)) AND id > \(last)
        ORDER BY id LIMIT 10000
        """, as: Int64.self, Instant.self)
      guard let end = batch.last else { return days.table }
      for (activity, at) in batch {
        try days.append([.integer(activity), .integer(Int64(zone.day(of: at).number))])
      }
      last = end.0
    }
  }
}
