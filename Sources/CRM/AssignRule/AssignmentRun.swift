import Catalogue
import Store
import Values

/// `assign run`: gives customers or leads that lie in pools to users, by the assignment rules.
///
/// Each record goes by the first rule whose condition it meets, those that have lain longest first.
/// The same store and the same clock give the same result: nothing is left to chance.
package struct AssignmentRun {
  /// One record of a run, kept small because a run may have a million.
  package struct Row: Sendable {
    package var customer: Int64
    /// Index into the rules of the result.
    package var rule: Int32
    package var outcome: Outcome
  }

  /// What became of a record.
  package enum Outcome: Sendable {
    /// Given to a member; the figure is what its turn was decided by.
    case assigned(user: Int64, figure: Int64)
    case fallback(AssignRule.Fallback)
  }

  package struct Result {
    package var rules: [AssignRule]
    package var rows: [Row] = []
  }

  private static let candidates = "assign_candidate"
  private let session: Session
  private let holding: PoolHolding

  package init(_ session: Session, _ holding: PoolHolding = .customers) {
    self.session = session
    self.holding = holding
  }

  /// Assigns what the filter finds in the pool, or in all pools; by the rules named, or all.
  package func run(
    _ filter: RecordFilter, pool: String? = nil, rules names: [String] = []
  ) throws -> Written<Result> {
    guard !filter.isEmpty || pool != nil else {
      throw UserError(
        .usage, "nothing says which \(holding.rawValue) are assigned", code: "E_ASSIGN",
        hints: ["give --pool POOL, or select them with --where CONDITION"])
    }
    guard try session.actor().isAdmin else {
      throw UserError(
        .denied, "only an admin assigns what lies in pools", code: "not_pool_admin",
        hints: ["'crm pool claim' takes one yourself"])
    }
    return try session.write { db in
      var result = Result(rules: try self.rules(named: names, in: db))
      let reader = try FieldReader(.option, session: session, db: db)
      var conditions = try filter.sql(for: holding.noun, session: session, reader: reader)
      conditions.append(RecordScope.visible(holding.noun, alias: "r", to: try session.actor()))
      if let pool {
        conditions.append("r.pool = \(try reader.resolver(for: Noun.pool.name).id(for: pool))")
      }
      try findCandidates(conditions, for: result.rules, reader: reader, in: db)
      for (index, rule) in result.rules.enumerated() {
        let first = result.rows.count
        let queue = try decide(rule, number: index, in: db, into: &result.rows)
        if result.rows.count > first { tellWhoIsOut(queue, of: rule) }
        try db.causing("assign_rule:\(rule.name)") {
          try carryOut(&result.rows[first...], by: rule, in: db)
        }
      }
      return result
    }
  }

  /// Assigns those of the customers that lie in pools and meet the condition of the rule; a rule that
  /// is not active leaves all as they are.
  func assign(_ ids: [Int64], by rule: Int64, in db: WriteTransaction) throws {
    let rules = try AssignRule.all(of: holding, ids: [rule], session: session, in: db)
    let reader = try FieldReader(.option, session: session, db: db)
    try findCandidates(
      ["r.id IN \(ids: ids)", "r.deleted_at IS NULL"], for: rules, reader: reader, in: db)
    for (index, rule) in rules.enumerated() {
      var rows: [Row] = []
      _ = try decide(rule, number: index, in: db, into: &rows)
      try carryOut(&rows[...], by: rule, in: db)
    }
  }

  // MARK: Which rules

  private func rules(named names: [String], in db: ReadTransaction) throws -> [AssignRule] {
    let ids = try RecordReferences.resolve(names, of: .assignRule, session: session, in: db)
    let rules = try AssignRule.all(of: holding, ids: ids, session: session, in: db)
    guard let off = ids.first(where: { id in !rules.contains { $0.id == id } }) else {
      return rules
    }
    let name: String = try db.value("SELECT name FROM assign_rule WHERE id = \(off)") ?? ""
    throw UserError(
      .no, "the assignment rule '\(name)' is not active", code: "E_INACTIVE",
      hints: ["crm assign rule edit '\(name)' --active yes"])
  }

  // MARK: Which customers

  /// Writes down which customer goes by which rule.
  private func findCandidates(
    _ conditions: [SQL], for rules: [AssignRule], reader: FieldReader, in db: WriteTransaction
  ) throws {
    try db.makeWorkTable(
      Self.candidates,
      columns: """
        id INTEGER PRIMARY KEY, rule INTEGER NOT NULL, pool INTEGER NOT NULL, since TEXT NOT NULL
        """)
    for (index, rule) in rules.enumerated() {
      let own = try rule.condition.map {
        try ConditionCompiler(
          $0, for: holding.noun, today: try session.today(), session: session, reader: reader
        ).sql()
      }
      try db.fillWorkTable(
        Self.candidates,
        select: """
          SELECT r.id, \(index), r.pool, r.held_since FROM \(identifier: holding.table) r
          WHERE r.pool IS NOT NULL AND \((conditions + [own].compactMap { $0 }).conjunction())
            AND NOT EXISTS (SELECT 1 FROM temp.assign_candidate x WHERE x.id = r.id)
          """)
    }
  }

  // MARK: Who gets them

  private func decide(
    _ rule: AssignRule, number: Int, in db: WriteTransaction, into rows: inout [Row]
  ) throws -> AssignQueue {
    let turns = AssignTurns(rule, session: session)
    let before = try turns.queue(in: db)
    var queue = before
    var caps = PoolCaps(holding, session: session, in: db)
    try db.stream(
      """
      SELECT id, pool FROM temp.assign_candidate WHERE rule = \(number) ORDER BY since, id
      """
    ) { row in
      let pool = row.integer(1)
      let choice = try queue.next { try caps.allow($0.user, from: pool) }
      if let choice { caps.give(queue.members[choice.member].user) }
      rows.append(
        Row(
          customer: row.integer(0), rule: Int32(number),
          outcome: choice.map {
            .assigned(user: queue.members[$0.member].user, figure: $0.figure)
          } ?? .fallback(rule.fallback)))
      return true
    }
    try turns.save(queue, before: before, in: db)
    return queue
  }

  /// Says which members got nothing more, and why.
  private func tellWhoIsOut(_ queue: AssignQueue, of rule: AssignRule) {
    for member in queue.members {
      let reason: String? =
        if !member.isEnabled {
          "is not active"
        } else if member.weight == 0 {
          "is paused"
        } else if member.left == 0 {
          "has reached a limit"
        } else {
          nil
        }
      if let reason { session.note("rule '\(rule.name)': \(member.login) \(reason)") }
    }
  }

  /// Which users have reached the cap of which pools, by the check of every assignment.
  private struct PoolCaps {
    private let holding: PoolHolding
    private let session: Session
    private let db: ReadTransaction
    private var known: [Int64: [Int64: ClaimQuota]] = [:]
    /// How many each user has been given.
    private var given: [Int64: Int] = [:]

    init(_ holding: PoolHolding, session: Session, in db: ReadTransaction) {
      self.holding = holding
      self.session = session
      self.db = db
    }

    mutating func allow(_ user: Int64, from pool: Int64) throws -> Bool {
      let quota =
        try known[pool]?[user]
        ?? ClaimQuota(
          holding, pool: pool, user: user, now: session.now, zone: try session.settings().zone,
          in: db)
      known[pool, default: [:]][user] = quota
      return quota.admitsAssignment(after: given[user, default: 0])
    }

    mutating func give(_ user: Int64) { given[user, default: 0] += 1 }
  }

  // MARK: Carrying out

  private func carryOut(
    _ rows: inout ArraySlice<Row>, by rule: AssignRule, in db: WriteTransaction
  ) throws {
    var given: [Int64: [Int64]] = [:]
    var rest: [Int64] = []
    for row in rows {
      switch row.outcome {
      case .assigned(let user, _): given[user, default: []].append(row.customer)
      case .fallback: rest.append(row.customer)
      }
    }
    for (user, customers) in given.sorted(by: { $0.key < $1.key }) {
      try Assignment(session).carryOut(customers, holding, to: user, reason: rule.name, in: db)
    }
    let moved = Set(try fallBack(rest, by: rule, in: db))
    guard moved.count < rest.count else { return }
    for index in rows.indices {
      if case .fallback = rows[index].outcome, !moved.contains(rows[index].customer) {
        rows[index].outcome = .fallback(.leave)
      }
    }
  }

  /// Does with the rest what the rule says, and returns those that could be moved.
  private func fallBack(
    _ customers: [Int64], by rule: AssignRule, in db: WriteTransaction
  ) throws -> [Int64] {
    guard !customers.isEmpty else { return [] }
    switch rule.fallback {
    case .leave:
      return []
    case .user(let user):
      var caps = PoolCaps(holding, session: session, in: db)
      let isActive: Bool? = try db.value("SELECT active FROM \"user\" WHERE id = \(user)")
      guard isActive == true else { return [] }
      let moving = try db.rows(
        """
        SELECT id, pool FROM \(identifier: holding.table) WHERE id IN \(ids: customers) ORDER BY id
        """,
        as: Int64.self, Int64.self
      ).filter { _, pool in
        guard try caps.allow(user, from: pool) else { return false }
        caps.give(user)
        return true
      }.map(\.0)
      try Assignment(session).carryOut(moving, holding, to: user, reason: rule.name, in: db)
      return moving
    case .pool(let pool):
      try refuseOtherPlace(pool, of: rule, in: db)
      let admitted = try PoolEntry(session: session, in: db).condition(of: pool, holding) ?? "1"
      let moving: [Int64] = try db.values(
        """
        SELECT r.id FROM \(identifier: holding.table) r
        WHERE r.id IN \(ids: customers) AND r.pool <> \(pool) AND \(admitted) ORDER BY r.id
        """)
      guard !moving.isEmpty else { return [] }
      try Handover(kind: .move, holding: holding, destination: .pool(pool), reason: rule.name)
        .carryOut("SELECT value FROM \(ids: moving)", in: db)
      return moving
    }
  }

  /// Rules are refused that name a pool which holds something else; a store may still have one.
  private func refuseOtherPlace(
    _ pool: Int64, of rule: AssignRule, in db: ReadTransaction
  ) throws {
    do {
      try PoolPlaces(for: holding, in: db).check(pool)
    } catch var error as UserError where !error.isFailure {
      error.message = "the assignment rule '\(rule.name)' cannot act: \(error.message)"
      throw error
    }
  }
}
